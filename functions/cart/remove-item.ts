import { removeCartItem } from "@tradewind/blueprint/areas/cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(removeCartItem, ({ ctx, params }) => Cart.removeItem(ctx, params.sku));
