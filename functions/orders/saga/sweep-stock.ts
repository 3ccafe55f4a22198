import { stockSweep } from "@tradewind/blueprint/schedules";
import { sweepStock } from "@tradewind/commerce/orders/saga";
import { scheduled } from "@tradewind/lambda-kit";

export const handler = scheduled(stockSweep, sweepStock);
