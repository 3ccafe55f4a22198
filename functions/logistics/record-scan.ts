import { carrierScan, carrierScans } from "@tradewind/blueprint/areas/logistics";
import { parcelSeen } from "@tradewind/commerce/orders/saga";
import { consumer } from "@tradewind/lambda-kit";

export const handler = consumer(carrierScans, carrierScan, parcelSeen);
