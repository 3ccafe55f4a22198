import { listWebhooks } from "@tradewind/blueprint/webhooks";
import { Webhooks } from "@tradewind/commerce/webhooks";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listWebhooks, () => Webhooks.list());
