import { listWebhookDeliveries } from "@tradewind/blueprint/areas/webhooks";
import { Webhooks } from "@tradewind/commerce/webhooks";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(listWebhookDeliveries, ({ params, query }) =>
  Webhooks.deliveries(params.id, query),
);
