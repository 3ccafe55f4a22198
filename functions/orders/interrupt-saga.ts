import { orderCancelled } from "@tradewind/blueprint/events";
import { sagaInterruptions } from "@tradewind/blueprint/messaging";
import { interrupt } from "@tradewind/commerce/order-saga";
import { subscriber } from "@tradewind/lambda-kit";

export const handler = subscriber(sagaInterruptions, [orderCancelled], (_ctx, { data }) =>
  interrupt(data.orderId),
);
