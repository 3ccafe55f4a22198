import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { postponeOrder, type Why } from "@tradewind/commerce/orders/saga";
import { type HeldInput, task } from "@tradewind/lambda-kit";

interface Input extends HeldInput {
  why: Why;
}

export const handler = task<Input>(orderSaga.tasks.postponeOrder, (ctx, { why, ...held }) =>
  postponeOrder(ctx, held, why),
);
