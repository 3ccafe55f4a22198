import { changeGuestCartItem } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(changeGuestCartItem, ({ ctx, headers, params, body }) =>
  Cart.changeItem(Cart.asGuest(ctx, headers["cart-token"]), params.sku, body.quantity),
);
