import { rotateApiKey } from "@tradewind/blueprint/areas/api-keys";
import * as ApiKeys from "@tradewind/commerce/api-keys";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(rotateApiKey, ({ ctx, params }) => ApiKeys.rotate(ctx, params.id));
