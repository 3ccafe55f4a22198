import { editOrder } from "@tradewind/blueprint/areas/order-admin";
import { OrderAdmin } from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(editOrder, ({ ctx, params, body }) =>
  OrderAdmin.edit(ctx, params.id, body),
);
