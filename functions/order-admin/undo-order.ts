import { undoOrder } from "@tradewind/blueprint/order-admin";
import { OrderAdmin } from "@tradewind/commerce/order-admin";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(undoOrder, ({ ctx, params, body }) =>
  OrderAdmin.undo(ctx, params.id, body.reason),
);
