import { createWebhook } from "@tradewind/blueprint/webhooks";
import { Webhooks } from "@tradewind/commerce/webhooks";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(createWebhook, ({ ctx, body }) => Webhooks.create(ctx, body));
