import type { Blueprint } from "../blueprint.ts";
import { type ErrorCode, problemHeaders, problemOf } from "../language/errors.ts";
import { corsHeaders } from "./cors.ts";

/** An error of API Gateway's own as problem+json (RFC 9457), like those of the functions. */
export function gatewayProblem({ gateway, securityHeaders }: Blueprint, code: ErrorCode) {
  const problem = problemOf(code);
  const members = JSON.stringify(problem);
  return {
    status: problem.status,
    headers: {
      ...securityHeaders.api,
      ...capitalized({ ...corsHeaders(gateway.cors), ...problemHeaders(problem.status) }),
    },
    /** API Gateway fills the request's id in. */
    body: `${members.slice(0, -1)},"correlationId":"$context.requestId"}`,
  };
}

/** Capitalises header names, as API Gateway does in its own answers. */
const capitalized = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
      value,
    ]),
  );
