import { changeGuestCartItem } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";
import { changeGuestCart } from "@tradewind/lambda-kit/guest-cart";

export const handler = endpoint(changeGuestCartItem, ({ ctx, caller, headers, params, body }) =>
  changeGuestCart(caller, headers["cart-token"], (token) =>
    Cart.changeItem(Cart.asGuest(ctx, token), params.sku, body.quantity),
  ),
);
