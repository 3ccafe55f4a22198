import { refreshTokens } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint, sessionFor } from "@tradewind/lambda-kit";

export const handler = endpoint(refreshTokens, async ({ ctx, caller, body }) =>
  sessionFor(caller, await Identity.refresh(ctx, { refreshToken: body.refreshToken ?? caller.refreshToken })),
);
