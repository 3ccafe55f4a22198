import { getGuestCart } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getGuestCart, ({ ctx, headers }) =>
  Cart.get(Cart.asGuest(ctx, headers["cart-token"])),
);
