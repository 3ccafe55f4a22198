import { AwsError } from "../../kernel/wire.ts";

/** The reason of a failed delivery, as in a dead letter's ERROR_CODE. */
export interface DeliveryFailure {
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
  code: string;
  message: string;
  retriable: boolean;
}

/** Errors of the targets' APIs that AWS does not retry. */
const PERMANENT: Record<string, string> = {
  ResourceNotFoundException: "NO_RESOURCE",
  QueueDoesNotExist: "NO_RESOURCE",
  "AWS.SimpleQueueService.NonExistentQueue": "NO_RESOURCE",
  StateMachineDoesNotExist: "NO_RESOURCE",
  NotFound: "NO_RESOURCE",
  NotFoundException: "NO_RESOURCE",
  AccessDeniedException: "NO_PERMISSIONS",
  AccessDenied: "NO_PERMISSIONS",
  ExecutionAlreadyExists: "RESOURCE_ALREADY_EXISTS",
  InvalidExecutionInput: "INVALID_JSON",
  ValidationException: "INVALID_PARAMETER",
  ValidationError: "INVALID_PARAMETER",
  InvalidParameterValue: "INVALID_PARAMETER",
  InvalidParameterValueException: "INVALID_PARAMETER",
  InvalidParameter: "INVALID_PARAMETER",
  MissingParameter: "INVALID_PARAMETER",
  InvalidMessageContents: "INVALID_PARAMETER",
};

const THROTTLING = new Set([
  "ThrottlingException",
  "Throttling",
  "TooManyRequestsException",
  "RequestThrottled",
  "ProvisionedThroughputExceededException",
]);

/** `service` is the target's service, as in its ARN. */
export function failureOf(error: unknown, service: string): DeliveryFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AwsError) {
    if (THROTTLING.has(error.code)) return { code: "THROTTLING", message, retriable: true };
    // A function may throw an error of any name. Only a 404 of Lambda's own API means that the
    // function is missing.
    const code = service !== "lambda" || error.status === 404 ? PERMANENT[error.code] : undefined;
    if (code) return { code, message, retriable: false };
  }
  return { code: "ERROR_FROM_TARGET", message, retriable: true };
}
