import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { type Why, withdrawOrder } from "@tradewind/commerce/orders/saga";
import { type HeldInput, task } from "@tradewind/lambda-kit";

interface Input extends HeldInput {
  why: Why;
}

export const handler = task<Input>(orderSaga.tasks.withdrawOrder, (ctx, { why, ...held }) =>
  withdrawOrder(ctx, held, why),
);
