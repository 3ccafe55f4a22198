import { orderCancelled, orderRestocked } from "@tradewind/blueprint/areas/events";
import { sagaInterruptions } from "@tradewind/blueprint/areas/order-saga";
import { interrupt, resume } from "@tradewind/commerce/orders/saga";
import { subscriber } from "@tradewind/lambda-kit";

export const handler = subscriber(sagaInterruptions, [orderCancelled, orderRestocked], (_ctx, event) =>
  event.type === "order.cancelled" ? interrupt(event.data.orderId) : resume(event.data.orderId),
);
