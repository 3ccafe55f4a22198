import { signOutEverywhere } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint, withoutSession } from "@tradewind/lambda-kit";

export const handler = endpoint(signOutEverywhere, async ({ ctx, caller }) => {
  await Identity.signOutEverywhere(ctx, ctx.actor.id);
  return withoutSession(caller);
});
