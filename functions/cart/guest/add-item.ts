import { addGuestCartItem } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";
import { guestCartToken, withGuestCart } from "@tradewind/lambda-kit/guest-cart";

export const handler = endpoint(addGuestCartItem, async ({ ctx, caller, headers, body }) => {
  const sent = headers["cart-token"];
  const add = (token: string) => Cart.addItem(Cart.asGuest(ctx, token), body);
  if (!caller.browser || sent !== undefined) return add(guestCartToken(caller, sent));
  const added = caller.guestCart === "" ? undefined : await add(caller.guestCart).catch(Cart.noCart);
  if (added) return withGuestCart(caller.guestCart, added);
  const { token } = await Cart.openForGuest(ctx);
  return withGuestCart(token, await add(token));
});
