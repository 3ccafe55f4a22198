import type { FailureReason } from "@tradewind/blueprint/areas/events";
import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import type { Money } from "@tradewind/blueprint/language/schema";
import { type Failure, failOrder } from "@tradewind/commerce/orders/saga";
import { type TaskInput, task } from "@tradewind/lambda-kit";

interface Input extends TaskInput {
  reason: FailureReason;
  failure: Failure;
  refund: { refunded?: Money };
}

export const handler = task<Input>(orderSaga.tasks.failOrder, (ctx, { orderId, reason, failure, refund }) =>
  failOrder(ctx, orderId, reason, failure, refund.refunded),
);
