import { listOrders } from "@tradewind/blueprint/areas/orders";
import * as Orders from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listOrders, ({ ctx, query }) => Orders.listOwn(ctx, query));
