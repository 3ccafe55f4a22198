import { redeliverWebhook } from "@tradewind/blueprint/areas/webhooks";
import { redeliver } from "@tradewind/commerce/webhooks";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(redeliverWebhook, ({ ctx, params }) =>
  redeliver(ctx, params.id, params.deliveryId),
);
