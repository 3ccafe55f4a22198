import { signOut } from "@tradewind/blueprint/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(signOut, ({ ctx, body }) => Identity.signOut(ctx, body));
