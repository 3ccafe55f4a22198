import { adminCancelOrder } from "@tradewind/blueprint/order-admin";
import { OrderAdmin } from "@tradewind/commerce/order-admin";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(adminCancelOrder, ({ ctx, params, body }) =>
  OrderAdmin.cancel(ctx, params.id, body.reason),
);
