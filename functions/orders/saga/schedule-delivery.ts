import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { scheduleDelivery } from "@tradewind/commerce/orders/saga";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput {
  taskToken: string;
}

export const handler = task<Input>(orderSaga.tasks.scheduleDelivery, (ctx, { orderId, taskToken }) =>
  scheduleDelivery(ctx, orderId, taskToken),
);
