import { blueprint } from "@tradewind/blueprint";
import { type AnyFunction, usesOf } from "@tradewind/blueprint/derived/functions";
import { actionsOf } from "@tradewind/blueprint/derived/permissions";
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

const { keptAt } = blueprint.cdn.pages;

interface Permission {
  actions: string[];
  resources: $util.Input<string>[];
}

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

const permissionFor = (use: Use): Permission => ({
  actions: [...actionsOf(use)],
  resources: resourcesOf(use),
});

function resourcesOf({ resource, access }: Use): $util.Input<string>[] {
  switch (resource.kind) {
    case "table": {
      const { arn } = tables.of(resource);
      const indexes = access === "write" || access === "append" ? [] : Object.keys(resource.indexes);
      return [arn, ...indexes.map((name) => $interpolate`${arn}/index/${name}`)];
    }
    case "bucket": {
      const { arn } = buckets.of(resource).bucket;
      // Whoever keeps pages must not replace the scripts beside them.
      return [access === "keep" ? $interpolate`${arn}${keptAt}/*` : $interpolate`${arn}/*`];
    }
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
