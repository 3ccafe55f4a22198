import type { Use } from "../language/define.ts";

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
  "bucket keep": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
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

/** The IAM actions that a function may call by one of its uses. */
export function actionsOf({ resource, access }: Use): readonly string[] {
  const actions = ACTIONS[`${resource.kind} ${access}`];
  if (!actions) throw new Error(`${resource.name}: a ${resource.kind} has no access "${access}".`);
  return actions;
}
