import { setNewPassword } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint, sessionFor } from "@tradewind/lambda-kit";

export const handler = endpoint(setNewPassword, async ({ ctx, caller, body }) =>
  sessionFor(caller, await Identity.setNewPassword(ctx, body)),
);
