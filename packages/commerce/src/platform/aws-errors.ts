/**
 * Errors of AWS by what to do about them. The lists are those by which the SDK repeats a call; its
 * own functions would bring its retry middleware into functions without a client.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */

/** The members by which errors of the SDK and of Node differ. */
interface AwsError extends Error {
  $fault?: "client" | "server";
  $retryable?: object;
  $metadata?: { httpStatusCode?: number };
  code?: unknown;
}

const THROTTLING: ReadonlySet<string> = new Set([
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

const TRANSIENT: ReadonlySet<string> = new Set([
  "AbortError",
  "RequestTimeout",
  "RequestTimeoutException",
  "TimeoutError",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

/** Codes of Node for a connection that is lost or was never there. */
const CONNECTION: ReadonlySet<unknown> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * True for an error of AWS that passes on its own, so that the caller may try again: throttling, a
 * fault of the service, a lost connection, a call that took too long. `fetch` has the lost
 * connection as its error's cause.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, $fault, $retryable, $metadata }: AwsError = error;
  return (
    isThrottling(error) ||
    TRANSIENT.has(name) ||
    CONNECTION.has(code) ||
    $retryable !== undefined ||
    $fault === "server" ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    isPassing(error.cause)
  );
}

/** True when the service, a table or a partition has too much to do. */
export function isThrottling(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, $metadata }: AwsError = error;
  return THROTTLING.has(name) || $metadata?.httpStatusCode === 429;
}

/** Thrown where the SDK reports a lack of throughput in an answer, and not as an error. */
export class Throttled extends Error {
  override readonly name = "ThrottlingException";
}
