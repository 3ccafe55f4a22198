import { orderCancelled, orderRestocked } from "@tradewind/blueprint/areas/events";
import { sagaInterruptions } from "@tradewind/blueprint/messaging";
import { interrupt, resume } from "@tradewind/commerce/order-saga";
import { subscriber } from "@tradewind/lambda-kit";

export const handler = subscriber(sagaInterruptions, [orderCancelled, orderRestocked], (_ctx, event) =>
  event.type === "order.cancelled" ? interrupt(event.data.orderId) : resume(event.data.orderId),
);
