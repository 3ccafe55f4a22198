import { carrierScan, carrierScans } from "@tradewind/blueprint/logistics";
import { parcelSeen } from "@tradewind/commerce/order-saga";
import { consumer } from "@tradewind/lambda-kit";

export const handler = consumer(carrierScans, carrierScan, parcelSeen);
