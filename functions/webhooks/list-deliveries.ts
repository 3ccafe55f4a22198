import { listWebhookDeliveries } from "@tradewind/blueprint/areas/webhooks";
import * as Webhooks from "@tradewind/commerce/webhooks";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(listWebhookDeliveries, ({ params, query }) =>
  Webhooks.deliveries(params.id, query),
);
