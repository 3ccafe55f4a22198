import { AwsError } from "../../kernel/wire.ts";

/** A function is invoked asynchronously and Lambda itself retries what it throws, twice: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const FUNCTION_RETRIES_MS = [60_000, 120_000];

const THROTTLING = new Set(["ThrottlingException", "RequestThrottled", "TooManyRequestsException"]);

/**
 * Milliseconds until the next attempt after `failures` earlier ones and this one; undefined to give up.
 * Without delay, before backoff, backoff and after backoff for AWS managed endpoints:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function nextRetryMs(
  failure: Error,
  protocol: "sqs" | "lambda",
  failures: number,
): number | undefined {
  if (isPermanent(failure, protocol)) return undefined;
  if (protocol === "lambda") return FUNCTION_RETRIES_MS[failures];
  if (failures < 3) return 0;
  if (failures < 5) return 1000;
  if (failures < 15) return Math.min(20_000, 1000 * 2 ** ((failures - 5) / 2));
  return failures < 100_015 ? 20_000 : undefined;
}

/** What the target's own API refuses, it will refuse again. A missing function is the only 404 that Lambda answers. */
function isPermanent(failure: Error, protocol: "sqs" | "lambda"): boolean {
  if (!(failure instanceof AwsError) || THROTTLING.has(failure.code)) return false;
  return protocol === "sqs" || failure.status === 404;
}
