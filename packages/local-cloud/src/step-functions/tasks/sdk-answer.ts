import type { Random } from "../../kernel/random.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { IntegratedService } from "../asl/definition.ts";
import { StateError } from "../asl/failure.ts";

interface Naming {
  /** Prefix of error names. */
  prefix: string;
  /** The error name of codes without an exception. */
  generic: string;
  /** `Service` in causes. */
  service: string;
}

const NAMING: Readonly<Record<IntegratedService, Naming>> = {
  lambda: { prefix: "Lambda", generic: "AWSLambdaException", service: "AWSLambda" },
  sqs: { prefix: "SQS", generic: "AmazonSQSException", service: "AmazonSQS" },
  sns: { prefix: "SNS", generic: "AmazonSNSException", service: "AmazonSNS" },
  events: { prefix: "EventBridge", generic: "AmazonEventBridgeException", service: "AmazonEventBridge" },
  dynamodb: { prefix: "DynamoDB", generic: "AmazonDynamoDBException", service: "AmazonDynamoDBv2" },
  states: { prefix: "StepFunctions", generic: "AWSStepFunctionsException", service: "AWSStepFunctions" },
};

/** Codes without an exception in the AWS SDK for Java, which Step Functions uses. */
const WITHOUT_EXCEPTION = new Set([
  "ValidationException",
  "SerializationException",
  "UnknownOperationException",
]);

/**
 * Converts a service's error to a task's failure, such as
 * `DynamoDB.ConditionalCheckFailedException`.
 */
export function refusal(service: IntegratedService, thrown: unknown, random: Random): StateError {
  const { prefix, generic, service: name } = NAMING[service];
  if (!(thrown instanceof AwsError)) {
    const cause = thrown instanceof Error ? thrown.message : String(thrown);
    return new StateError({ error: `${prefix}.SdkClientException`, cause });
  }
  const { code, message, status } = thrown;
  const named = WITHOUT_EXCEPTION.has(code)
    ? generic
    : code.endsWith("Exception")
      ? code
      : `${code}Exception`;
  return new StateError({
    error: `${prefix}.${named}`,
    cause: `${message} (Service: ${name}; Status Code: ${status}; Error Code: ${code}; Request ID: ${random.uuid()}; Proxy: null)`,
  });
}

/** Adds the metadata that the SDK adds to a service's response. */
export function withSdkMetadata(
  answer: object,
  contentType: string,
  random: Random,
): Record<string, unknown> {
  const requestId = random.uuid();
  return {
    ...answer,
    SdkHttpMetadata: {
      AllHttpHeaders: { "x-amzn-RequestId": [requestId], "Content-Type": [contentType] },
      HttpHeaders: { "Content-Type": contentType, "x-amzn-RequestId": requestId },
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
