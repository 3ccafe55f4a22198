/**
 * AWS's default quotas of one account in us-east-1, each with its source and date. "page": read on
 * that page. "copy": read in a copy that AWS published of its page, which may be older. "memory":
 * not found; look it up before you rely on it.
 */
import { returnSaga } from "@tradewind/blueprint/areas/return-saga";
import type { Usage } from "../metering/usage.ts";
import { busiestQueue, concurrencyOf, executionsOpen, pipesBusy } from "./concurrency.ts";
import { type Load, requestsOf, sumOf } from "./load.ts";

export interface Demand {
  /** All calls in a second. */
  usage: readonly Usage[];
  load: Load;
}

export interface Quota {
  name: string;
  unit: string;
  limit: number;
  /** True if AWS raises it on request. */
  adjustable: boolean;
  source: string;
  basis: "page" | "copy" | "memory";
  demand: (demand: Demand) => number;
}

export const QUOTAS_DATE = "2026-11-30";

const STATES = "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html";
const COGNITO = "https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html";
const DYNAMODB = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html";
const EVENTS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html";
const KMS = "https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html";
const LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg";

const callsOf =
  (service: string, operations?: readonly string[]) =>
  ({ usage }: Demand): number =>
    usage
      .filter((one) => one.service === service && (operations?.includes(one.operation) ?? true))
      .reduce((sum, { calls }) => sum + calls, 0);

const units =
  (service: string, unit: keyof Usage["units"]) =>
  ({ usage }: Demand): number =>
    sumOf(usage, unit, (one) => one.service === service);

const cognito = (category: string, limit: number, adjustable: boolean, operations: string[]): Quota => ({
  name: `Cognito ${category}`,
  unit: "requests/s",
  limit,
  adjustable,
  source: COGNITO,
  basis: "copy",
  demand: callsOf("cognito-idp", operations),
});

/** Each execution of a return's saga takes the return up once. */
const returnStarts = ({ usage }: Demand): number =>
  sumOf(
    usage,
    "invocations",
    ({ service, caller }) => service === "lambda" && caller === returnSaga.tasks.takeUpReturn.name,
  );

const gatewayRequests = ({ usage, load }: Demand) => requestsOf(usage) + load.cached + load.others;

export const quotas: readonly Quota[] = [
  {
    name: "API Gateway account throttle",
    unit: "requests/s",
    limit: 10_000,
    adjustable: true,
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
    basis: "page",
    demand: gatewayRequests,
  },
  {
    name: "WAF requests of a web ACL",
    unit: "requests/s",
    limit: 100_000,
    adjustable: true,
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/limits.html",
    basis: "page",
    demand: gatewayRequests,
  },
  {
    name: "Lambda concurrent executions",
    unit: "at once",
    limit: 1000,
    adjustable: true,
    source: `${LAMBDA}/gettingstarted-limits.html`,
    basis: "memory",
    demand: ({ usage }) => concurrencyOf(usage).reduce((sum, { concurrency }) => sum + concurrency, 0),
  },
  {
    name: "Lambda batches of one SQS queue",
    unit: "at once",
    limit: 1000,
    adjustable: false,
    source: `${LAMBDA}/services-sqs-scaling.html`,
    basis: "page",
    demand: ({ usage }) => busiestQueue(usage),
  },
  {
    name: "DynamoDB write units of a table",
    unit: "units/s",
    limit: 40_000,
    adjustable: true,
    source: DYNAMODB,
    basis: "page",
    demand: units("dynamodb", "writeUnits"),
  },
  {
    name: "DynamoDB read units of a table",
    unit: "units/s",
    limit: 40_000,
    adjustable: true,
    source: DYNAMODB,
    basis: "page",
    demand: units("dynamodb", "readUnits"),
  },
  {
    name: "Step Functions StartExecution, Express",
    unit: "starts/s",
    limit: 6000,
    adjustable: true,
    source: STATES,
    basis: "copy",
    demand: callsOf("states", ["ExpressExecution"]),
  },
  {
    name: "Step Functions StartExecution, Standard",
    unit: "starts/s",
    limit: 300,
    adjustable: true,
    source: STATES,
    basis: "copy",
    demand: returnStarts,
  },
  {
    name: "Step Functions state transitions, Standard",
    unit: "transitions/s",
    limit: 1500,
    adjustable: true,
    source: STATES,
    basis: "copy",
    demand: units("states", "stateTransitions"),
  },
  {
    name: "Step Functions open executions, Standard",
    unit: "open",
    limit: 1_000_000,
    adjustable: true,
    source: STATES,
    basis: "copy",
    demand: ({ usage }) => executionsOpen(usage, returnSaga),
  },
  {
    name: "EventBridge PutEvents, each event counted",
    unit: "events/s",
    limit: 10_000,
    adjustable: true,
    source: EVENTS,
    basis: "page",
    demand: units("events", "events"),
  },
  {
    name: "EventBridge invocations of targets",
    unit: "invocations/s",
    limit: 18_750,
    adjustable: true,
    source: EVENTS,
    basis: "page",
    demand: (demand) =>
      callsOf("states", ["ExpressExecution"])(demand) +
      returnStarts(demand) +
      callsOf("sns", ["Publish"])(demand),
  },
  {
    name: "EventBridge Pipes executions",
    unit: "at once",
    limit: 1000,
    adjustable: true,
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html#eb-pipes-limits",
    basis: "memory",
    demand: ({ usage }) => pipesBusy(usage),
  },
  {
    name: "SQS messages in flight of a queue",
    unit: "messages",
    limit: 120_000,
    adjustable: false,
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html",
    basis: "page",
    // A batch holds ten at most, and one more batch waits for its window.
    demand: ({ usage }) => 2 * 10 * busiestQueue(usage),
  },
  {
    name: "SNS Publish",
    unit: "messages/s",
    limit: 30_000,
    adjustable: true,
    source: "https://docs.aws.amazon.com/general/latest/gr/sns.html",
    basis: "memory",
    demand: callsOf("sns", ["Publish"]),
  },
  {
    name: "SES sending rate, set for each account",
    unit: "mails/s",
    limit: 14,
    adjustable: true,
    source: "https://docs.aws.amazon.com/ses/latest/dg/quotas.html",
    basis: "memory",
    demand: callsOf("ses", ["SendEmail"]),
  },
  cognito("UserAuthentication", 120, true, [
    "InitiateAuth",
    "AdminInitiateAuth",
    "RespondToAuthChallenge",
    "AdminRespondToAuthChallenge",
  ]),
  cognito("UserRead", 120, true, ["AdminGetUser", "GetUser"]),
  cognito("UserUpdate", 25, false, ["AdminUpdateUserAttributes", "UpdateUserAttributes"]),
  cognito("UserToken", 120, true, ["RevokeToken", "GetTokensFromRefreshToken"]),
  {
    name: "KMS requests with symmetric and HMAC keys",
    unit: "requests/s",
    limit: 100_000,
    adjustable: true,
    source: KMS,
    basis: "memory",
    demand: callsOf("kms", ["Encrypt", "Decrypt", "GenerateDataKey", "GenerateMac", "VerifyMac"]),
  },
  {
    name: "KMS requests with elliptic curve keys",
    unit: "requests/s",
    limit: 1000,
    adjustable: true,
    source: KMS,
    basis: "page",
    demand: callsOf("kms", ["Sign", "Verify"]),
  },
];
