import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { scheduleDelivery } from "@tradewind/commerce/orders/saga";
import { type HeldInput, task } from "@tradewind/lambda-kit";

export const handler = task<HeldInput>(orderSaga.tasks.scheduleDelivery, scheduleDelivery);
