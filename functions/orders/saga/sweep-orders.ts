import { orderSweep } from "@tradewind/blueprint/schedules";
import { sweep } from "@tradewind/commerce/orders/saga";
import { scheduled } from "@tradewind/lambda-kit";

export const handler = scheduled(orderSweep, sweep);
