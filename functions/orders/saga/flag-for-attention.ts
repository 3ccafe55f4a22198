import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { type Failure, flagForAttention } from "@tradewind/commerce/orders/saga";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput {
  failure: Failure;
}

export const handler = task<Input>(orderSaga.tasks.flagForAttention, (ctx, { orderId, failure }) =>
  flagForAttention(ctx, orderId, failure),
);
