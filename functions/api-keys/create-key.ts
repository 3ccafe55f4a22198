import { createApiKey } from "@tradewind/blueprint/areas/api-keys";
import * as ApiKeys from "@tradewind/commerce/api-keys";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(createApiKey, ({ ctx, body }) => ApiKeys.create(ctx, body));
