import { changeCartItem } from "@tradewind/blueprint/areas/cart";
import * as Cart from "@tradewind/commerce/cart";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(changeCartItem, ({ ctx, params, body }) =>
  Cart.changeItem(ctx, params.sku, body.quantity),
);
