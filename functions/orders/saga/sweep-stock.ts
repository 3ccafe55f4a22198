import { stockSweep } from "@tradewind/blueprint/schedules";
import { sweepStock } from "@tradewind/commerce/orders/saga";
import { scheduledJob } from "@tradewind/lambda-kit";

export const handler = scheduledJob(stockSweep, sweepStock);
