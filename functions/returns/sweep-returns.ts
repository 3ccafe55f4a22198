import { returnSweep } from "@tradewind/blueprint/schedules";
import { sweepReturns } from "@tradewind/commerce/returns";
import { scheduledJob } from "@tradewind/lambda-kit";

export const handler = scheduledJob(returnSweep, sweepReturns);
