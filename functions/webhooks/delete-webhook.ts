import { deleteWebhook } from "@tradewind/blueprint/webhooks";
import { Webhooks } from "@tradewind/commerce/webhooks";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(deleteWebhook, ({ params }) => Webhooks.remove(params.id));
