import { orderSaga } from "@tradewind/blueprint/order-saga";
import { reserveStock } from "@tradewind/commerce/order-saga";
import { task } from "@tradewind/lambda-kit";

export const handler = task(orderSaga.tasks.reserveStock, (ctx, { orderId, execution }) =>
  reserveStock(ctx, orderId, execution),
);
