import { receiveCarrierWebhook } from "@tradewind/blueprint/areas/logistics";
import { receive } from "@tradewind/commerce/logistics/carrier-webhooks";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(receiveCarrierWebhook, ({ ctx, params, signed }) =>
  receive(ctx, params.carrier, signed),
);
