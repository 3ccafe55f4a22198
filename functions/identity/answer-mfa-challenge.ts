import { answerMfaChallenge } from "@tradewind/blueprint/areas/accounts/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint, sessionFor } from "@tradewind/lambda-kit";

export const handler = endpoint(answerMfaChallenge, async ({ ctx, caller, body }) =>
  sessionFor(caller, await Identity.answerMfaChallenge(ctx, body)),
);
