import { refreshTokens } from "@tradewind/blueprint/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(refreshTokens, ({ ctx, body }) => Identity.refresh(ctx, body));
