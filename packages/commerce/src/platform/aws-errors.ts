/** AWS's errors by what to do about them; the lists of names are the SDK's own. */

import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";

/** The SDK's functions look at an error's name, status, cause and `$retryable`. */
type SdkError = Parameters<typeof isTransientError>[0];

/** Errors that pass, though the SDK does not repeat the call by itself. */
const OTHERS: ReadonlySet<string> = new Set(["AbortError", "TransactionConflictException"]);

/**
 * True for an error of AWS that passes on its own, so that the caller may try again: throttling, a
 * fault of the service, a lost connection, a call that took too long.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const sdkError = error as SdkError;
  return (
    isThrottlingError(sdkError) ||
    isTransientError(sdkError) ||
    isServerError(sdkError) ||
    sdkError.$fault === "server" ||
    OTHERS.has(error.name)
  );
}

/** True when the service, a table or a partition has too much to do. */
export const isThrottling = (error: unknown): boolean =>
  error instanceof Error && isThrottlingError(error as SdkError);

/** Thrown where the SDK reports a lack of throughput in an answer, and not as an error. */
export class Throttled extends Error {
  override readonly name = "ThrottlingException";
}
