import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { authorizePayment } from "@tradewind/commerce/order-saga";
import { task } from "@tradewind/lambda-kit";

export const handler = task(orderSaga.tasks.authorizePayment, (ctx, { orderId }) =>
  authorizePayment(ctx, orderId),
);
