import { adminGetOrderCost } from "@tradewind/blueprint/areas/order-admin";
import { cost } from "@tradewind/commerce/order-cost";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(adminGetOrderCost, ({ params }) => cost(params.id));
