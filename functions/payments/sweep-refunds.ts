import { refundSweep } from "@tradewind/blueprint/schedules";
import { sweepRefunds } from "@tradewind/commerce/orders/saga";
import { scheduledJob } from "@tradewind/lambda-kit";

export const handler = scheduledJob(refundSweep, sweepRefunds);
