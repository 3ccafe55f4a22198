import { changePassword } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint, withoutSession } from "@tradewind/lambda-kit";

export const handler = endpoint(changePassword, async ({ ctx, caller, body }) => {
  await Identity.changePassword(ctx, caller, body);
  return withoutSession(caller);
});
