import { corsHeaders } from "@tradewind/blueprint/derived/cors";
import { cors } from "@tradewind/blueprint/ground/gateway";
import { apiSecurityHeaders } from "@tradewind/blueprint/ground/security-headers";

/**
 * On every answer of an endpoint. Behind a proxy integration API Gateway answers preflights alone: the answers themselves carry
 * what browsers ask for across origins.
 */
export const answerHeaders = {
  ...corsHeaders(cors),
  ...apiSecurityHeaders,
};
