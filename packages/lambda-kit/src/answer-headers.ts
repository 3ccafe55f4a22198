import { corsHeaders } from "@tradewind/blueprint/derived/cors";
import { cors } from "@tradewind/blueprint/ground/gateway";
import { apiSecurityHeaders } from "@tradewind/blueprint/ground/security-headers";

/**
 * Headers of every answer. With a proxy integration, API Gateway handles only the preflights, so
 * the answers must carry the CORS headers themselves.
 */
export const answerHeaders = {
  ...corsHeaders(cors),
  ...apiSecurityHeaders,
};
