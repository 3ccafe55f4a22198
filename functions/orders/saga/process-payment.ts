import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { processPayment } from "@tradewind/commerce/orders/saga";
import { type HeldInput, task } from "@tradewind/lambda-kit";

interface Input extends HeldInput {
  reserved: { version?: number };
}

export const handler = task<Input>(orderSaga.tasks.processPayment, (ctx, { reserved, ...held }) =>
  processPayment(ctx, held, reserved),
);
