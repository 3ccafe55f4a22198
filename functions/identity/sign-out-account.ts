import { signOutAccount } from "@tradewind/blueprint/areas/api-keys";
import * as Identity from "@tradewind/commerce/identity";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(signOutAccount, ({ ctx, params }) =>
  Identity.signOutAccount(ctx, params.id),
);
