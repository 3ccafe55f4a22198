import { AwsError } from "../kernel/wire.ts";

/** How each service says that it is asked too often, where it is not as most do. */
const BY_SERVICE: Readonly<Record<string, { code: string; status?: number }>> = {
  dynamodb: { code: "ProvisionedThroughputExceededException" },
  sqs: { code: "RequestThrottled", status: 403 },
  s3: { code: "SlowDown", status: 503 },
  sns: { code: "Throttling" },
  ses: { code: "TooManyRequestsException", status: 429 },
  lambda: { code: "TooManyRequestsException", status: 429 },
  "cognito-idp": { code: "TooManyRequestsException" },
};

export function throttled(service: string): AwsError {
  const { code, status = 400 } = BY_SERVICE[service] ?? { code: "ThrottlingException" };
  return new AwsError(code, "Rate exceeded", { status });
}
