import { webhookDeliveries, webhookDelivery } from "@tradewind/blueprint/areas/webhooks";
import { deferRetry } from "@tradewind/commerce/platform/messaging";
import { deliver } from "@tradewind/commerce/webhooks";
import { consumer } from "@tradewind/lambda-kit";

export const handler = consumer(webhookDeliveries, webhookDelivery, deliver, deferRetry(webhookDeliveries));
