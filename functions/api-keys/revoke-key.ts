import { revokeApiKey } from "@tradewind/blueprint/areas/api-keys";
import * as ApiKeys from "@tradewind/commerce/api-keys";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(revokeApiKey, ({ params }) => ApiKeys.revoke(params.id));
