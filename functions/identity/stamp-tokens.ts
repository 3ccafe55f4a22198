import { stampedClaims } from "@tradewind/commerce/identity";
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";

/** Cognito's pre token generation trigger. */
export const handler = async (event: PreTokenGenerationV2TriggerEvent) => ({
  ...event,
  response: { claimsAndScopeOverrideDetails: stampedClaims(event.request.userAttributes) },
});
