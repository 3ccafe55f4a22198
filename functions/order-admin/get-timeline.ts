import { adminGetTimeline } from "@tradewind/blueprint/areas/order-admin";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(adminGetTimeline, ({ params }) => OrderAdmin.timeline(params.id));
