import { setNewPassword } from "@tradewind/blueprint/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(setNewPassword, ({ ctx, body }) => Identity.setNewPassword(ctx, body));
