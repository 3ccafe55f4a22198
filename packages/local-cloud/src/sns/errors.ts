import { AwsError } from "../kernel/wire.ts";

/** Codes as in the query protocol. The SDK maps `NotFound` to NotFoundException and so on. */
export function notFound(resource: "Topic" | "Subscription"): AwsError {
  return new AwsError("NotFound", `${resource} does not exist`, { status: 404 });
}

export function invalidParameter(detail: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${detail}`);
}
