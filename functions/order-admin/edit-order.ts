import { editOrder } from "@tradewind/blueprint/areas/order-admin";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(editOrder, ({ ctx, params, body }) =>
  OrderAdmin.edit(ctx, params.id, body),
);
