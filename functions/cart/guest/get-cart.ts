import { getGuestCart } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";
import { onGuestCart } from "@tradewind/lambda-kit/guest-cart";

export const handler = endpoint(getGuestCart, ({ ctx, caller, headers }) =>
  onGuestCart(caller, headers["cart-token"], (token) => Cart.get(Cart.asGuest(ctx, token))),
);
