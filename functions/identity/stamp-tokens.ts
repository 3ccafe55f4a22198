import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { stampedClaims } from "@tradewind/commerce/identity";

/** Cognito's pre token generation trigger. */
export const handler = async (event: PreTokenGenerationV2TriggerEvent) => ({
  ...event,
  response: { claimsAndScopeOverrideDetails: stampedClaims(event.request.userAttributes) },
});
