import { refundOrder as route } from "@tradewind/blueprint/returns";
import { refundOrder } from "@tradewind/commerce/returns";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(route, ({ ctx, params, body }) => refundOrder(ctx, params.id, body));
