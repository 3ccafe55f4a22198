import { adminListOrders } from "@tradewind/blueprint/areas/order-admin";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(adminListOrders, ({ query }) => OrderAdmin.list(query));
