import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { reserveStock } from "@tradewind/commerce/orders/saga";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput {
  lines: { sku: string; quantity: number }[];
}

export const handler = task<Input>(orderSaga.tasks.reserveStock, (ctx, { orderId, execution, lines }) =>
  reserveStock(ctx, orderId, execution, lines),
);
