import { listLabels } from "@tradewind/blueprint/areas/logistics";
import { parcelLabels } from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(listLabels, ({ params }) => parcelLabels(params.id));
