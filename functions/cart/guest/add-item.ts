import { addGuestCartItem } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";
import { guestCartToken, withGuestCart } from "@tradewind/lambda-kit/guest-cart";

export const handler = endpoint(addGuestCartItem, async ({ ctx, caller, headers, body }) => {
  if (!caller.browser || caller.guestCart !== "")
    return Cart.addItem(Cart.asGuest(ctx, guestCartToken(caller, headers["cart-token"])), body);
  const { token } = await Cart.openForGuest(ctx);
  return withGuestCart(token, await Cart.addItem(Cart.asGuest(ctx, token), body));
});
