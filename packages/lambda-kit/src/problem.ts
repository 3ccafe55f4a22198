import { type ErrorCode, errorCodes, httpStatus } from "@tradewind/blueprint/language/errors";
import { DomainError } from "@tradewind/commerce/platform/errors";
import type { APIGatewayProxyResult } from "aws-lambda";
import { answerHeaders } from "./answer-headers.ts";

/** AWS errors that are transient: the caller may retry. */
const TRANSIENT = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
  "TransactionConflictException",
  "InternalServerError",
  "ServiceUnavailable",
  "TimeoutError",
]);

const RETRY_AFTER_SECONDS = 1;

/**
 * Translates any failure into one that a client may see. An unexpected error does not reveal its
 * cause.
 */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const transient = error instanceof Error && TRANSIENT.has(error.name);
  return new DomainError(transient ? "unavailable" : "internal", { cause: error });
}

/** RFC 9457 problem details. */
export function problemResponse(error: DomainError, correlationId: string): APIGatewayProxyResult {
  const status = httpStatus[error.kind];
  return {
    statusCode: status,
    headers: {
      ...answerHeaders,
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-correlation-id": correlationId,
      ...(status === 429 || status === 503
        ? { "retry-after": String(error.retryAfterSeconds ?? RETRY_AFTER_SECONDS) }
        : {}),
    },
    body: JSON.stringify({
      ...problem(error.code, correlationId),
      detail: error.message,
      ...(error.violations.length > 0 ? { errors: error.violations } : {}),
      ...error.facts,
    }),
  };
}

/** Members of every problem. */
export function problem(code: ErrorCode, correlationId: string) {
  const [kind, title] = errorCodes[code];
  return { type: "about:blank", title, status: httpStatus[kind], code, correlationId };
}
