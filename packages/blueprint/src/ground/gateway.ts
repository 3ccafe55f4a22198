import type { Cors, Gateway } from "../language/edge.ts";

/**
 * The codes of API Gateway's own errors, by its response types. It answers unknown routes as a
 * missing authentication token, and does not tell a missing token from a refused one:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayErrors = {
  MISSING_AUTHENTICATION_TOKEN: "route.not_found",
  UNAUTHORIZED: "auth.token_invalid",
  ACCESS_DENIED: "auth.forbidden",
  WAF_FILTERED: "request.blocked",
  THROTTLED: "throttled",
  REQUEST_TOO_LARGE: "request.too_large",
  UNSUPPORTED_MEDIA_TYPE: "request.unsupported_media_type",
  INTEGRATION_TIMEOUT: "unavailable",
  INTEGRATION_FAILURE: "unavailable",
  DEFAULT_4XX: "request.invalid",
  DEFAULT_5XX: "internal",
} as const satisfies Gateway["errors"];

/** Pages of any origin may call the API with a bearer token; no cookie is sent across origins. */
export const cors = {
  origins: ["*"],
  headers: [
    "Authorization",
    "Cart-Token",
    "Content-Type",
    "Idempotency-Key",
    "If-None-Match",
    "X-Correlation-Id",
  ],
  exposeHeaders: ["ETag", "X-Correlation-Id", "Retry-After"],
  maxAgeSeconds: 600,
} as const satisfies Cors;
