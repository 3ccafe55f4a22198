import { cancelOrder } from "@tradewind/blueprint/areas/orders";
import * as Orders from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(cancelOrder, ({ ctx, params }) => Orders.cancelOwn(ctx, params.id));
