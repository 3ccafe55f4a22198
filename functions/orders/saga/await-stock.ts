import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { awaitStock } from "@tradewind/commerce/orders/saga";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput {
  taskToken: string;
}

export const handler = task<Input>(orderSaga.tasks.awaitStock, (ctx, { orderId, taskToken }) =>
  awaitStock(ctx, orderId, taskToken),
);
