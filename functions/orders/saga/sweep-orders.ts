import { orderSweep } from "@tradewind/blueprint/schedules";
import { sweep } from "@tradewind/commerce/order-saga";
import { scheduled } from "@tradewind/lambda-kit";

export const handler = scheduled(orderSweep, sweep);
