import { adminCancelOrder } from "@tradewind/blueprint/areas/order-admin";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(adminCancelOrder, ({ ctx, params, body }) =>
  OrderAdmin.cancel(ctx, params.id, body.reason),
);
