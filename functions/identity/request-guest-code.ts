import { requestGuestCode } from "@tradewind/blueprint/areas/guests";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(requestGuestCode, ({ ctx, body }) => Identity.requestGuestCode(ctx, body));
