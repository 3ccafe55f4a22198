import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { releaseStock } from "@tradewind/commerce/orders/saga";
import { task } from "@tradewind/lambda-kit";

export const handler = task(orderSaga.tasks.releaseStock, (ctx, { orderId, execution }) =>
  releaseStock(ctx, orderId, execution),
);
