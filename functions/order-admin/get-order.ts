import { adminGetOrder } from "@tradewind/blueprint/areas/order-admin";
import { OrderAdmin } from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "../staff/staff-endpoint.ts";

export const handler = staffEndpoint(adminGetOrder, ({ params }) => OrderAdmin.get(params.id));
