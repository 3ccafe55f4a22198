import { redeliverWebhook } from "@tradewind/blueprint/webhooks";
import { redeliver } from "@tradewind/commerce/webhooks";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(redeliverWebhook, ({ ctx, params }) =>
  redeliver(ctx, params.id, params.delivery),
);
