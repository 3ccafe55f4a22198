import { signOutAccount } from "@tradewind/blueprint/areas/api-keys";
import * as Identity from "@tradewind/commerce/identity";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(signOutAccount, ({ ctx, params }) =>
  Identity.signOutAccount(ctx, params.id),
);
