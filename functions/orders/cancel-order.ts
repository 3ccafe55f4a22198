import { cancelOrder } from "@tradewind/blueprint/areas/orders";
import { Orders } from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(cancelOrder, ({ ctx, params }) => Orders.cancel(ctx, params.id));
