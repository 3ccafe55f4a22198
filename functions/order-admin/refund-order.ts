import { refundOrder } from "@tradewind/blueprint/order-admin";
import { OrderAdmin } from "@tradewind/commerce/order-admin";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(refundOrder, ({ ctx, params, body }) =>
  OrderAdmin.refund(ctx, params.id, body),
);
