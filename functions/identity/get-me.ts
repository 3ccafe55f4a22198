import { getMe } from "@tradewind/blueprint/areas/accounts/profile";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getMe, ({ ctx, caller }) => Identity.account(ctx, caller));
