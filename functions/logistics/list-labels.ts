import { listLabels } from "@tradewind/blueprint/areas/logistics";
import { parcelLabels } from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(listLabels, ({ params }) => parcelLabels(params.id));
