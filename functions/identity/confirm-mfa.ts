import { confirmMfa } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint, withoutSession } from "@tradewind/lambda-kit";

export const handler = endpoint(confirmMfa, async ({ ctx, caller, body }) =>
  withoutSession(caller, await Identity.confirmEnrolment(ctx, caller, body.code)),
);
