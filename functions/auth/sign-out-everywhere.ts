import { signOutEverywhere } from "@tradewind/blueprint/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(signOutEverywhere, ({ ctx }) =>
  Identity.signOutEverywhere(ctx, ctx.actor.id),
);
