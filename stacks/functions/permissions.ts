import { blueprint } from "@tradewind/blueprint";
import { type AnyFunction, usesOf } from "@tradewind/blueprint/derived/functions";
import type { Use } from "@tradewind/blueprint/language/define";
import { buses } from "../channels/buses.ts";
import { emailSenders } from "../channels/email.ts";
import { queues } from "../channels/queues.ts";
import { topics } from "../channels/topics.ts";
import { buckets } from "../data/buckets.ts";
import { tables } from "../data/tables.ts";
import { userPools } from "../identity/user-pools.ts";
import { placeOf } from "../network/vpcs.ts";
import { keys } from "../security/keys.ts";
import { arnOf, physicalName } from "../stage.ts";
import { workflowArn, workflowName } from "./links.ts";

interface Permission {
  actions: string[];
  resources: $util.Input<string>[];
}

const READ_ITEMS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
const WRITE_ITEMS = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
];
/**
 * The ledger's actions. A put can still overwrite an entry; the ledger's chain of hashes shows
 * that.
 */
const APPEND_ITEMS = ["dynamodb:PutItem", "dynamodb:ConditionCheckItem"];
const READ_WRITE_ITEMS = [...READ_ITEMS, ...WRITE_ITEMS];

/**
 * IAM actions by kind of resource and access. Any other access fails the evaluation of the stage.
 */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  "table read": READ_ITEMS,
  "table write": WRITE_ITEMS,
  "table read-write": READ_WRITE_ITEMS,
  "table append": APPEND_ITEMS,
  "bucket read": ["s3:GetObject"],
  "bucket write": ["s3:PutObject"],
  "bucket read-write": ["s3:GetObject", "s3:PutObject"],
  "key mac": ["kms:GenerateMac", "kms:VerifyMac"],
  "key sign": ["kms:Sign"],
  "key verify": ["kms:GetPublicKey"],
  "queue send": ["sqs:SendMessage"],
  "queue defer": ["sqs:ChangeMessageVisibility"],
  "topic publish": ["sns:Publish"],
  "bus publish": ["events:PutEvents"],
  "workflow start": ["states:StartExecution"],
  "workflow inspect": ["states:GetExecutionHistory"],
  "user-pool users": ["cognito-idp:AdminGetUser"],
  "user-pool manage-users": [
    "cognito-idp:AdminSetUserMFAPreference",
    "cognito-idp:AdminUpdateUserAttributes",
    "cognito-idp:AdminUserGlobalSignOut",
  ],
  "user-pool set-passwords": ["cognito-idp:AdminSetUserPassword"],
  "user-pool authenticate": [],
  "email send": ["ses:SendEmail"],
  "setting read": [],
  "secret read": [],
};

/** All permissions of a function: its declared uses, its queues, its logs and its traces. */
export function permissionsOf(fn: AnyFunction): Permission[] {
  return [
    ...usesOf(blueprint, fn)
      .map(permissionFor)
      .filter(({ actions }) => actions.length > 0),
    ...blueprint.queues
      .filter(({ consumer }) => consumer.name === fn.name)
      .map((queue) => ({
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        resources: [queues.of(queue).queue.arn],
      })),
    {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [arnOf("logs", `log-group:/aws/lambda/${physicalName(fn.name)}:*`)],
    },
    ...(placeOf(fn)
      ? [
          {
            // Lambda creates a network interface for the function. AWS allows no resource here.
            // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
            actions: [
              "ec2:CreateNetworkInterface",
              "ec2:DescribeNetworkInterfaces",
              "ec2:DescribeSubnets",
              "ec2:DeleteNetworkInterface",
              "ec2:AssignPrivateIpAddresses",
              "ec2:UnassignPrivateIpAddresses",
            ],
            resources: ["*"],
          },
        ]
      : []),
    // X-Ray has no resources to name.
    // https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html
    { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
  ];
}

function permissionFor({ resource, access }: Use): Permission {
  const actions = ACTIONS[`${resource.kind} ${access}`];
  if (!actions) throw new Error(`${resource.name}: a ${resource.kind} has no access "${access}".`);
  return { actions: [...actions], resources: resourcesOf({ resource, access }) };
}

function resourcesOf({ resource, access }: Use): $util.Input<string>[] {
  switch (resource.kind) {
    case "table": {
      const { arn } = tables.of(resource);
      const indexes = access === "write" || access === "append" ? [] : Object.keys(resource.indexes);
      return [arn, ...indexes.map((name) => $interpolate`${arn}/index/${name}`)];
    }
    case "bucket":
      return [$interpolate`${buckets.of(resource).bucket.arn}/*`];
    case "key":
      return [keys.of(resource).key.arn];
    case "queue":
      return [queues.of(resource).queue.arn];
    case "topic":
      return [topics.of(resource).topic.arn];
    case "bus":
      return [buses.of(resource).bus.arn];
    case "workflow":
      return [
        access === "inspect"
          ? arnOf("states", `execution:${workflowName(resource)}:*`)
          : workflowArn(resource),
      ];
    case "user-pool":
      return [userPools.of(resource).pool.arn];
    case "email":
      return [emailSenders.of(resource).arn];
    case "setting":
    case "secret":
      return [];
  }
}
