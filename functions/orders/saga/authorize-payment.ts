import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { authorizePayment } from "@tradewind/commerce/orders/saga";
import { task } from "@tradewind/lambda-kit";

export const handler = task(orderSaga.tasks.authorizePayment, (ctx, { orderId }) =>
  authorizePayment(ctx, orderId),
);
