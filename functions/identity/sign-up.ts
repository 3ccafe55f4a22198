import { signUp } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(signUp, ({ ctx, body }) => Identity.signUp(ctx, body));
