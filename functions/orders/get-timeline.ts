import { getOrderTimeline } from "@tradewind/blueprint/areas/orders";
import { Orders } from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getOrderTimeline, ({ ctx, params }) => Orders.timeline(ctx, params.id));
