import { subscribableEvents, webhookEvents } from "@tradewind/blueprint/areas/webhooks";
import { fanOut } from "@tradewind/commerce/webhooks";
import { subscriber } from "@tradewind/lambda-kit";

export const handler = subscriber(webhookEvents, subscribableEvents, fanOut);
