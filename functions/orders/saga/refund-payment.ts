import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { refundPayment } from "@tradewind/commerce/orders/saga";
import { task } from "@tradewind/lambda-kit";

export const handler = task(orderSaga.tasks.refundPayment, (ctx, { orderId, execution }) =>
  refundPayment(ctx, orderId, execution),
);
