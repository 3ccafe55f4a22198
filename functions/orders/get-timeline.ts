import { getOrderTimeline } from "@tradewind/blueprint/areas/orders";
import * as Orders from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getOrderTimeline, ({ ctx, params }) => Orders.timelineOwn(ctx, params.id));
