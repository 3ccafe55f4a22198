import { getTracking } from "@tradewind/blueprint/areas/logistics";
import * as Orders from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getTracking, ({ ctx, params }) => Orders.trackOwn(ctx, params.id));
