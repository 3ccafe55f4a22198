import { AwsError } from "../../kernel/wire.ts";

/**
 * A function is invoked asynchronously, and Lambda itself retries its errors twice:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const FUNCTION_RETRIES_MS = [60_000, 120_000];

const THROTTLING = new Set(["ThrottlingException", "RequestThrottled", "TooManyRequestsException"]);

/**
 * Milliseconds until the next attempt, after this failure and `failures` earlier ones; undefined to
 * give up. AWS managed endpoints have immediate retries, pre-backoff, backoff and post-backoff:
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

/**
 * The target's API would refuse the same request again. For functions, only a missing function is a
 * 404 of Lambda's API.
 */
function isPermanent(failure: Error, protocol: "sqs" | "lambda"): boolean {
  if (!(failure instanceof AwsError) || THROTTLING.has(failure.code)) return false;
  return protocol === "sqs" || failure.status === 404;
}
