import { signIn } from "@tradewind/blueprint/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(signIn, ({ ctx, body }) => Identity.signIn(ctx, body));
