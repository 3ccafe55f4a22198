import { type ErrorCode, errorCodes, httpStatus } from "@tradewind/blueprint/language/errors";
import { cors } from "@tradewind/blueprint/ground/gateway";
import { apiSecurityHeaders } from "@tradewind/blueprint/ground/security-headers";

const literal = (text: string) => `'${text}'`;

/** A gateway's own error as problem+json (RFC 9457), like those of the functions. */
export function gatewayProblem(code: ErrorCode) {
  const [kind, title] = errorCodes[code];
  const status = httpStatus[kind];
  const members = JSON.stringify({ type: "about:blank", title, status, code });
  const headers: Record<string, string> = {
    ...apiSecurityHeaders,
    "Access-Control-Allow-Origin": cors.origins.join(","),
    "Access-Control-Expose-Headers": cors.exposeHeaders.join(","),
    "Cache-Control": "no-store",
    "Content-Type": "application/problem+json",
    ...(status === 429 || status === 503 ? { "Retry-After": "1" } : {}),
  };
  return {
    statusCode: String(status),
    responseParameters: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, literal(value)]),
    ),
    // The key is what the gateway chooses the template by; the header says what the answer is.
    responseTemplates: {
      "application/json": `${members.slice(0, -1)},"correlationId":"$context.requestId"}`,
    },
  };
}

/** What a preflight request is answered. */
export const preflightHeaders = (methods: readonly string[]): Record<string, string> => ({
  "Access-Control-Allow-Origin": literal(cors.origins.join(",")),
  "Access-Control-Allow-Headers": literal(cors.headers.join(",")),
  "Access-Control-Allow-Methods": literal([...methods, "OPTIONS"].join(",")),
  "Access-Control-Max-Age": literal(String(cors.maxAgeSeconds)),
});
