import { resetPassword } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(resetPassword, ({ ctx, body }) => Identity.resetPassword(ctx, body));
