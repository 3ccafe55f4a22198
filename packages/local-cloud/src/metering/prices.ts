import type { Units } from "../kernel/meter.ts";

export type Architecture = "arm64" | "x86_64";

/** AWS's price of one kind of unit. */
export interface Price {
  service: string;
  /** The operations it applies to. Default: all operations with such units. */
  operations?: readonly string[];
  unit: keyof Units;
  /** The unit in AWS's words. */
  billed: string;
  dollarsPerMillion: number;
  /** Lambda: only for functions on this architecture. */
  architecture?: Architecture;
  source: string;
}

export interface PriceTable {
  /** The date of the prices, and their source: read on the named pages, or remembered. */
  date: string;
  basis: "memory" | "page";
  region: string;
  prices: readonly Price[];
}

const PIPES_AND_EVENTS = "https://aws.amazon.com/eventbridge/pricing/";
const DYNAMODB = "https://aws.amazon.com/dynamodb/pricing/on-demand/";
const LAMBDA = "https://aws.amazon.com/lambda/pricing/";
const STATES = "https://aws.amazon.com/step-functions/pricing/";
const S3 = "https://aws.amazon.com/s3/pricing/";
const KMS = "https://aws.amazon.com/kms/pricing/";

const words = (text: string): readonly string[] => text.split(" ");

/**
 * AWS's list prices in US East (N. Virginia), in US dollars: the first tier, without free tiers,
 * discounts and taxes.
 *
 * Costs that no call causes are missing: storage and its requests by the hour, the stage cache by
 * the hour, KMS keys and web ACLs by the month, Cognito's monthly active users (USD 0.015 each on
 * Essentials beyond 10,000), data transfer out of the region, logs. AWS's idle polling is missing,
 * too: an empty queue with a function is polled about 15 times a minute (USD 0.26 a month), a
 * stream's shard with a pipe four times a second (USD 2.07 a month). Calls of operations without a
 * price are free.
 */
export const US_EAST_1: PriceTable = {
  date: "2026-11-22",
  basis: "memory",
  region: "us-east-1",
  prices: [
    {
      service: "dynamodb",
      unit: "readUnits",
      billed: "on-demand read request unit: 4 KB read strongly, 8 KB eventually, 2 KB in a transaction",
      dollarsPerMillion: 0.125,
      source: DYNAMODB,
    },
    {
      service: "dynamodb",
      unit: "writeUnits",
      billed: "on-demand write request unit: 1 KB in a table or index, 0.5 KB in a transaction",
      dollarsPerMillion: 0.625,
      source: DYNAMODB,
    },
    {
      service: "dynamodb",
      operations: ["GetRecords"],

      unit: "requests",
      billed: "streams read request unit",
      dollarsPerMillion: 0.2,
      source: DYNAMODB,
    },
    {
      service: "states",
      unit: "stateTransitions",
      billed: "state transition of a Standard workflow, retries included",
      dollarsPerMillion: 25,
      source: STATES,
    },
    {
      service: "states",
      operations: ["ExpressExecution"],

      unit: "requests",
      billed: "request of an Express workflow",
      dollarsPerMillion: 1,
      source: STATES,
    },
    {
      service: "states",
      operations: ["ExpressExecution"],

      unit: "gbSeconds",
      billed: "GB-second of an Express workflow, in 64 MB chunks and 100 ms",
      dollarsPerMillion: 16.67,
      source: STATES,
    },
    {
      service: "events",
      operations: ["PutEvents"],

      unit: "events",
      billed: "custom event, in 64 KB chunks; deliveries within the account are free",
      dollarsPerMillion: 1,
      source: PIPES_AND_EVENTS,
    },
    {
      service: "pipes",
      operations: ["Request"],

      unit: "requests",
      billed: "request that passed the filter, in 64 KB chunks",
      dollarsPerMillion: 0.4,
      source: PIPES_AND_EVENTS,
    },
    {
      service: "scheduler",
      operations: ["Invocation"],

      unit: "invocations",
      billed: "scheduled invocation",
      dollarsPerMillion: 1,
      source: PIPES_AND_EVENTS,
    },
    {
      service: "sqs",
      unit: "requests",
      billed: "request to a standard queue, in 64 KB chunks; other services' sends count too",
      dollarsPerMillion: 0.4,
      source: "https://aws.amazon.com/sqs/pricing/",
    },
    {
      service: "sqs",
      unit: "fifoRequests",
      billed: "request to a FIFO queue, in 64 KB chunks",
      dollarsPerMillion: 0.5,
      source: "https://aws.amazon.com/sqs/pricing/",
    },
    {
      service: "sns",
      unit: "requests",
      billed: "request, published data in 64 KB chunks; deliveries to queues and functions are free",
      dollarsPerMillion: 0.5,
      source: "https://aws.amazon.com/sns/pricing/",
    },
    {
      service: "lambda",
      unit: "invocations",
      billed: "request",
      dollarsPerMillion: 0.2,
      source: LAMBDA,
    },
    {
      service: "lambda",
      unit: "gbSeconds",
      billed: "GB-second on arm64, in 1 ms; the time is that of this machine",
      dollarsPerMillion: 13.3334,
      architecture: "arm64",
      source: LAMBDA,
    },
    {
      service: "lambda",
      unit: "gbSeconds",
      billed: "GB-second on x86, in 1 ms; the time is that of this machine",
      dollarsPerMillion: 16.6667,
      architecture: "x86_64",
      source: LAMBDA,
    },
    {
      service: "apigateway",
      unit: "requests",
      billed: "REST API call",
      dollarsPerMillion: 3.5,
      source: "https://aws.amazon.com/api-gateway/pricing/",
    },
    {
      service: "wafv2",
      unit: "requests",
      billed: "inspected request",
      dollarsPerMillion: 0.6,
      source: "https://aws.amazon.com/waf/pricing/",
    },
    {
      service: "kms",
      operations: words(
        "Encrypt Decrypt ReEncrypt GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateMac " +
          "VerifyMac GenerateRandom DescribeKey",
      ),
      unit: "requests",
      billed: "request with a symmetric or HMAC key",
      dollarsPerMillion: 3,
      source: KMS,
    },
    {
      service: "kms",
      operations: ["Sign", "Verify", "GetPublicKey"],

      unit: "requests",
      billed: "request with an asymmetric key other than RSA 2048, which costs a fifth",
      dollarsPerMillion: 15,
      source: KMS,
    },
    {
      service: "ses",
      operations: ["SendEmail"],

      unit: "requests",
      billed: "message to one recipient",
      dollarsPerMillion: 100,
      source: "https://aws.amazon.com/ses/pricing/",
    },
    {
      service: "s3",
      operations: words(
        "PutObject CopyObject CreateMultipartUpload UploadPart CompleteMultipartUpload " +
          "ListBuckets ListObjects ListObjectsV2 ListObjectVersions ListMultipartUploads ListParts " +
          "PutObjectRetention PutObjectLegalHold",
      ),
      unit: "requests",
      billed: "PUT, COPY, POST or LIST request",
      dollarsPerMillion: 5,
      source: S3,
    },
    {
      service: "s3",
      operations: words("GetObject HeadObject GetObjectRetention GetObjectLegalHold"),
      unit: "requests",
      billed: "GET and other requests",
      dollarsPerMillion: 0.4,
      source: S3,
    },
  ],
};
