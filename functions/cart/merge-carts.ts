import { mergeCarts } from "@tradewind/blueprint/areas/cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(mergeCarts, ({ ctx, body }) => Cart.merge(ctx, body.token));
