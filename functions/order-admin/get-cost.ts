import { adminGetOrderCost } from "@tradewind/blueprint/areas/order-admin";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(adminGetOrderCost, ({ params }) => OrderAdmin.cost(params.id));
