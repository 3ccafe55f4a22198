import { createApiKey } from "@tradewind/blueprint/areas/api-keys";
import * as ApiKeys from "@tradewind/commerce/api-keys";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(createApiKey, ({ ctx, body }) => ApiKeys.create(ctx, body));
