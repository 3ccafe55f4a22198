import { getOrder } from "@tradewind/blueprint/areas/orders";
import * as Orders from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getOrder, ({ ctx, params }) => Orders.getOwn(ctx, params.id));
