import { openGuestCart } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";
import { guestCartFor } from "@tradewind/lambda-kit/guest-cart";

export const handler = endpoint(openGuestCart, async ({ ctx, caller }) =>
  guestCartFor(caller, await Cart.openForGuest(ctx)),
);
