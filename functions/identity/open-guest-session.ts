import { openGuestSession } from "@tradewind/blueprint/areas/guests";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint, sessionFor } from "@tradewind/lambda-kit";

export const handler = endpoint(openGuestSession, async ({ ctx, caller, body }) =>
  sessionFor(caller, await Identity.openGuestSession(ctx, body)),
);
