import type { APIGatewayProxyResult } from "aws-lambda";
import { type ErrorCode, httpStatus, problemHeaders, problemOf } from "@tradewind/blueprint/language/errors";
import { isPassing } from "@tradewind/commerce/platform/aws-errors";
import { DomainError } from "@tradewind/commerce/platform/errors";
import { answerHeaders } from "./answer-headers.ts";

/**
 * Turns any failure into an error for the client. An unexpected error does not reveal its cause.
 */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError(isPassing(error) ? "unavailable" : "internal", { cause: error });
}

/** RFC 9457 problem details. */
export function problemResponse(error: DomainError, correlationId: string): APIGatewayProxyResult {
  const status = httpStatus[error.kind];
  return {
    statusCode: status,
    headers: {
      ...answerHeaders,
      ...problemHeaders(status, error.retryAfterSeconds),
      "x-correlation-id": correlationId,
    },
    body: JSON.stringify({
      ...problem(error.code, correlationId),
      detail: error.message,
      ...(error.violations.length > 0 ? { errors: error.violations } : {}),
      ...error.facts,
    }),
  };
}

/** The members every problem has. */
const problem = (code: ErrorCode, correlationId: string) => ({ ...problemOf(code), correlationId });
