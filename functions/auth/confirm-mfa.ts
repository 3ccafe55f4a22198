import { confirmMfa } from "@tradewind/blueprint/identity";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(confirmMfa, ({ ctx, caller, body }) =>
  Identity.confirmEnrolment(ctx, caller, body.code),
);
