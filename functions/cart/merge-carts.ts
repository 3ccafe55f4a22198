import { mergeCarts } from "@tradewind/blueprint/areas/cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";
import { guestCartToken, withoutGuestCart } from "@tradewind/lambda-kit/guest-cart";

export const handler = endpoint(mergeCarts, async ({ ctx, caller, body }) =>
  withoutGuestCart(caller, await Cart.merge(ctx, guestCartToken(caller, body.token, "/body/token"))),
);
