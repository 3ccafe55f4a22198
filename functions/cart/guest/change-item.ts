import { changeGuestCartItem } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";
import { guestCartToken } from "@tradewind/lambda-kit/guest-cart";

export const handler = endpoint(changeGuestCartItem, ({ ctx, caller, headers, params, body }) =>
  Cart.changeItem(
    Cart.asGuest(ctx, guestCartToken(caller, headers["cart-token"])),
    params.sku,
    body.quantity,
  ),
);
