import { listWebhooks } from "@tradewind/blueprint/areas/webhooks";
import { Webhooks } from "@tradewind/commerce/webhooks";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(listWebhooks, () => Webhooks.list());
