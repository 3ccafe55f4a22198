import { getOrder } from "@tradewind/blueprint/areas/orders";
import { Orders } from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getOrder, ({ ctx, params }) => Orders.get(ctx, params.id));
