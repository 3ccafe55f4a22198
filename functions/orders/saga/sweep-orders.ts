import { orderSweep } from "@tradewind/blueprint/schedules";
import { sweep } from "@tradewind/commerce/orders/saga";
import { scheduledJob } from "@tradewind/lambda-kit";

export const handler = scheduledJob(orderSweep, sweep);
