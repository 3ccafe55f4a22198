import { forgotPassword } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(forgotPassword, ({ ctx, body }) => Identity.forgotPassword(ctx, body));
