import { listOrders } from "@tradewind/blueprint/areas/orders";
import { Orders } from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(listOrders, ({ ctx, query }) => Orders.list(ctx, query));
