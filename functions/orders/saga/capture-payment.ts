import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { capturePayment } from "@tradewind/commerce/orders/saga";
import { task } from "@tradewind/lambda-kit";

export const handler = task(orderSaga.tasks.capturePayment, (ctx, { orderId }) =>
  capturePayment(ctx, orderId),
);
