import type * as Api from "@tradewind/blueprint/areas/cart";
import type { Offer } from "../inventory/index.ts";
import * as Inventory from "../inventory/index.ts";
import { SHOP_CURRENCY, shopMoney, sum, times } from "../platform/money.ts";
import type { StoredCart } from "./stored.ts";

/** The cart as its shopper sees it; with `offerOf`, each item tells its availability. */
export function view(cart: StoredCart, offerOf?: (sku: string) => Offer): Api.Cart {
  const items = cart.lines.map(({ unitPrice, ...line }) => ({
    ...line,
    unitPrice: shopMoney(unitPrice),
    total: times(shopMoney(unitPrice), line.quantity),
    ...(offerOf && Inventory.availabilityOf(offerOf(line.sku), line.quantity)),
  }));
  return {
    items,
    totals: {
      subtotal: sum(
        items.map((item) => item.total),
        SHOP_CURRENCY,
      ),
    },
    version: cart.version,
  };
}
