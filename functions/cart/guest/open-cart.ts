import { openGuestCart } from "@tradewind/blueprint/areas/guest-cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(openGuestCart, ({ ctx }) => Cart.openForGuest(ctx));
