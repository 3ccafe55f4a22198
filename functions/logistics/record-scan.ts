import { carrierScan, carrierScans } from "@tradewind/blueprint/logistics";
import { pickedUp } from "@tradewind/commerce/order-saga";
import { consumer } from "@tradewind/lambda-kit";

export const handler = consumer(carrierScans, carrierScan, (ctx, { orderId, trackingNumber }) =>
  pickedUp(ctx, orderId, trackingNumber),
);
