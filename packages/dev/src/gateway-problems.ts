import { type ErrorCode, errorCodes, httpStatus } from "@tradewind/blueprint/language/errors";
import { gatewayErrors } from "@tradewind/blueprint/ground/gateway";
import { apiSecurityHeaders } from "@tradewind/blueprint/ground/security-headers";
import type { GatewayResponses, GatewayResponseTemplate } from "@tradewind/local-cloud";

/** A gateway's own error as problem+json (RFC 9457), like those of the functions. */
export function problem(code: ErrorCode): GatewayResponseTemplate {
  const [kind, title] = errorCodes[code];
  const status = httpStatus[kind];
  const members = JSON.stringify({ type: "about:blank", title, status, code });
  return {
    status,
    contentType: "application/problem+json",
    headers: {
      ...apiSecurityHeaders,
      "cache-control": "no-store",
      ...(status === 429 || status === 503 ? { "retry-after": "1" } : {}),
    },
    body: `${members.slice(0, -1)},"correlationId":"$context.requestId"}`,
  };
}

/** The gateway's own errors in the blueprint's words. */
export const gatewayProblems: GatewayResponses = Object.fromEntries(
  Object.entries(gatewayErrors).map(([type, code]) => [type, problem(code)]),
);
