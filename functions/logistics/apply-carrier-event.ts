import { carrierEvent, carrierEvents } from "@tradewind/blueprint/areas/logistics";
import { carrierReported } from "@tradewind/commerce/orders/saga";
import { consumer } from "@tradewind/lambda-kit";

export const handler = consumer(carrierEvents, carrierEvent, carrierReported);
