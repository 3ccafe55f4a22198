import { addGuestCartItem } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(addGuestCartItem, ({ ctx, headers, body }) =>
  Cart.addItem(Cart.asGuest(ctx, headers["cart-token"]), body),
);
