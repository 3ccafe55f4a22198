import { cors } from "@tradewind/blueprint/ground/gateway";
import { apiSecurityHeaders } from "@tradewind/blueprint/ground/security-headers";

/**
 * Headers of every answer of an endpoint. Behind a proxy integration, API Gateway answers only the
 * preflights, so the answers themselves carry the CORS headers.
 */
export const answerHeaders = {
  "access-control-allow-origin": cors.origins.join(","),
  "access-control-expose-headers": cors.exposeHeaders.join(","),
  ...apiSecurityHeaders,
};
