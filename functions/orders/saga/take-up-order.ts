import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { takeUp } from "@tradewind/commerce/orders/saga";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput {
  run: string;
}

export const handler = task<Input>(orderSaga.tasks.takeUpOrder, (ctx, { orderId, run }) =>
  takeUp(ctx, orderId, run),
);
