import { removeGuestCartItem } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";
import { changeGuestCart } from "@tradewind/lambda-kit/guest-cart";

export const handler = endpoint(removeGuestCartItem, ({ ctx, caller, headers, params }) =>
  changeGuestCart(caller, headers["cart-token"], (token) =>
    Cart.removeItem(Cart.asGuest(ctx, token), params.sku),
  ),
);
