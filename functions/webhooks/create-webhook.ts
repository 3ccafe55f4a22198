import { createWebhook } from "@tradewind/blueprint/areas/webhooks";
import { Webhooks } from "@tradewind/commerce/webhooks";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(createWebhook, ({ ctx, body }) => Webhooks.create(ctx, body));
