import { removeGuestCartItem } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(removeGuestCartItem, ({ ctx, headers, params }) =>
  Cart.removeItem(Cart.asGuest(ctx, headers["cart-token"]), params.sku),
);
