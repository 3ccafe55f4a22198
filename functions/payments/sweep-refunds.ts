import { refundSweep } from "@tradewind/blueprint/schedules";
import { sweepRefunds } from "@tradewind/commerce/order-admin";
import { scheduledJob } from "@tradewind/lambda-kit";

export const handler = scheduledJob(refundSweep, sweepRefunds);
