import { createWebhook } from "@tradewind/blueprint/webhooks";
import { Webhooks } from "@tradewind/commerce/webhooks";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(createWebhook, ({ ctx, body }) => Webhooks.create(ctx, body));
