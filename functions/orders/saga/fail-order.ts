import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { failOrder } from "@tradewind/commerce/orders/saga";
import type { GivenBack } from "@tradewind/commerce/payments";
import { type HeldInput, task } from "@tradewind/lambda-kit";

interface Input extends HeldInput {
  refund: GivenBack;
}

export const handler = task<Input>(orderSaga.tasks.failOrder, (ctx, { refund, ...held }) =>
  failOrder(ctx, held, refund),
);
