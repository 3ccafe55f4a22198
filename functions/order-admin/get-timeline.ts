import { adminGetTimeline } from "@tradewind/blueprint/order-admin";
import { OrderAdmin } from "@tradewind/commerce/order-admin";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(adminGetTimeline, ({ params }) => OrderAdmin.timeline(params.id));
