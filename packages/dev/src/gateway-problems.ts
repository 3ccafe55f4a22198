import { type ErrorCode, errorCodes, httpStatus } from "@tradewind/blueprint/errors";
import type { GatewayResponses, GatewayResponseTemplate } from "@tradewind/local-cloud";

/** A gateway's own error as problem+json (RFC 9457), like those of the functions. */
function problem(code: ErrorCode): GatewayResponseTemplate {
  const [kind, title] = errorCodes[code];
  const status = httpStatus[kind];
  const members = JSON.stringify({ type: "about:blank", title, status, code });
  return {
    status,
    contentType: "application/problem+json",
    headers: {
      "cache-control": "no-store",
      ...(status === 429 || status === 503 ? { "retry-after": "1" } : {}),
    },
    body: `${members.slice(0, -1)},"correlationId":"$context.requestId"}`,
  };
}

/**
 * The words of the gateway's own errors. AWS answers unknown routes as a missing authentication token, and with the same
 * type whether a token is missing or refused: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayProblems: GatewayResponses = {
  MISSING_AUTHENTICATION_TOKEN: problem("route.not_found"),
  UNAUTHORIZED: problem("auth.token_invalid"),
  ACCESS_DENIED: problem("auth.forbidden"),
  WAF_FILTERED: problem("request.blocked"),
  THROTTLED: problem("throttled"),
  REQUEST_TOO_LARGE: problem("request.too_large"),
  UNSUPPORTED_MEDIA_TYPE: problem("request.unsupported_media_type"),
  INTEGRATION_TIMEOUT: problem("unavailable"),
  INTEGRATION_FAILURE: problem("unavailable"),
  DEFAULT_4XX: problem("request.invalid"),
  DEFAULT_5XX: problem("internal"),
};
