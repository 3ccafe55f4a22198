import { answerMfaChallenge } from "@tradewind/blueprint/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(answerMfaChallenge, ({ ctx, body }) =>
  Identity.answerMfaChallenge(ctx, body),
);
