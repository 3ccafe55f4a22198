import { listWebhookDeliveries } from "@tradewind/blueprint/webhooks";
import { Webhooks } from "@tradewind/commerce/webhooks";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listWebhookDeliveries, ({ params, query }) =>
  Webhooks.deliveries(params.id, query),
);
