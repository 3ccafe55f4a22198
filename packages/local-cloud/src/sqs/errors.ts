import type { BatchResultErrorEntry } from "@aws-sdk/client-sqs";
import { AwsError } from "../kernel/wire.ts";

/**
 * Error codes of the query protocol that SQS used before AWS JSON, where they differ from the
 * modelled name. Clients find them in `x-amzn-query-error`:
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
const QUERY_CODES: Record<string, string> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueNameExists: "QueueAlreadyExists",
  QueueDeletedRecently: "AWS.SimpleQueueService.QueueDeletedRecently",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
};

export function queryCode(code: string): string {
  return QUERY_CODES[code] ?? code;
}

export function queueDoesNotExist(): AwsError {
  return new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

export function missingParameter(name: string): AwsError {
  return new AwsError("MissingParameter", `The request must contain the parameter ${name}.`);
}

export function invalidParameter(name: string, value: unknown, reason: string): AwsError {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return new AwsError(
    "InvalidParameterValue",
    `Value ${text} for parameter ${name} is invalid. Reason: ${reason}`,
  );
}

export function receiptHandleIsInvalid(handle: string): AwsError {
  return new AwsError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
}

/** The answer for one entry that AWS would refuse. Any other failure is a defect and is thrown. */
export function failedEntry(Id: string, error: unknown): BatchResultErrorEntry {
  if (!(error instanceof AwsError)) throw error;
  return { Id, SenderFault: true, Code: queryCode(error.code), Message: error.message };
}
