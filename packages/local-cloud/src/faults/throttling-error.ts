import { AwsError } from "../kernel/wire.ts";

/** The throttling errors of services that differ from the most common one. */
const BY_SERVICE: Readonly<Record<string, { code: string; status?: number }>> = {
  dynamodb: { code: "ProvisionedThroughputExceededException" },
  sqs: { code: "RequestThrottled", status: 403 },
  s3: { code: "SlowDown", status: 503 },
  sns: { code: "Throttling" },
  ses: { code: "TooManyRequestsException", status: 429 },
  lambda: { code: "TooManyRequestsException", status: 429 },
  "cognito-idp": { code: "TooManyRequestsException" },
};

export function throttlingError(service: string): AwsError {
  const { code, status = 400 } = BY_SERVICE[service] ?? { code: "ThrottlingException" };
  return new AwsError(code, "Rate exceeded", { status });
}
