import { signOut } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint, withoutSession } from "@tradewind/lambda-kit";

export const handler = endpoint(signOut, async ({ ctx, caller, body }) => {
  await Identity.signOut(ctx, { refreshToken: body.refreshToken ?? caller.refreshToken });
  return withoutSession(caller);
});
