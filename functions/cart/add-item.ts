import { addCartItem } from "@tradewind/blueprint/areas/cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(addCartItem, ({ ctx, body }) => Cart.addItem(ctx, body));
