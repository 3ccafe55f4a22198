import { SHOP_CURRENCY, shopMoney, sum, times } from "../money.ts";
import type { StoredCart } from "./stored.ts";

/** A cart as its shopper sees it. */
export function view(cart: StoredCart) {
  const items = cart.lines.map(({ unitPrice, ...line }) => ({
    ...line,
    unitPrice: shopMoney(unitPrice),
    total: times(shopMoney(unitPrice), line.quantity),
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
