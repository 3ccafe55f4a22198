import { changeName } from "@tradewind/blueprint/areas/accounts/profile";
import * as Identity from "@tradewind/commerce/identity";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(changeName, ({ ctx, caller, body }) =>
  Identity.changeName(ctx, caller, body.name),
);
