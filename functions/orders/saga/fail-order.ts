import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import type { Money } from "@tradewind/blueprint/language/schema";
import { failOrder } from "@tradewind/commerce/orders/saga";
import { type HeldInput, task } from "@tradewind/lambda-kit";

interface Input extends HeldInput {
  refund: { refunded?: Money };
}

export const handler = task<Input>(orderSaga.tasks.failOrder, (ctx, { refund, ...held }) =>
  failOrder(ctx, held, refund.refunded),
);
