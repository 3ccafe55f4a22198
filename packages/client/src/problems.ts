import type { ErrorCode, Problem } from "./generated/api.ts";

/** The API refused a call. Its `code` never changes; `problem` has further facts. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP status. */
  readonly status: number;
  /** A code that is newer than this client is possible. */
  readonly code: ErrorCode | (string & {});
  readonly problem: Problem;
  /** Identifies the request in the logs of the shop. */
  readonly correlationId: string | undefined;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
    this.correlationId = problem.correlationId;
  }
}

const CAUSES = {
  network: "The shop cannot be reached.",
  timeout: "The shop did not answer in time.",
  foreign: "The answer is not JSON, so it is not from the shop.",
};

/** No answer of the shop came. The request may have had its effect. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  /** `foreign` if another server answered, such as the sign-in page of a hotel's network. */
  readonly reason: keyof typeof CAUSES;

  constructor(reason: keyof typeof CAUSES, cause?: unknown) {
    super(CAUSES[reason], { cause });
    this.reason = reason;
  }
}

/** True if the API refused the call with this code. */
export const isRefusal = (error: unknown, code: ErrorCode): error is ApiError =>
  error instanceof ApiError && error.code === code;

/**
 * The problem in an answer. A proxy's page becomes a problem with the code `unavailable`, and what
 * a proxy's JSON lacks is filled in.
 */
export function problemIn(status: number, body: unknown): Problem {
  const title = `The shop answered with the status ${status}.`;
  const code = status >= 500 ? "unavailable" : "request.invalid";
  return { type: "about:blank", title, code, ...(hasCode(body) && body), status };
}

const hasCode = (body: unknown): body is Pick<Problem, "code"> =>
  typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";
