import { ApiError } from "@tradewind/client";
import { m } from "./language.ts";

/** The reason why something could not be put in the cart, in the page's language. */
export function refusalText(error: unknown): string {
  if (!(error instanceof ApiError)) return m.refused_unreachable();
  switch (error.code) {
    case "cart.stock_insufficient":
      return stockText(error.problem.available);
    case "cart.quantity_exceeded":
      return m.refused_quantity();
    case "cart.full":
      return m.refused_full();
    case "cart.not_found":
      return m.refused_cart_gone();
    case "cart.sku_unknown":
      return m.refused_unknown();
    case "cart.changed":
    case "throttled":
      return m.refused_busy();
    default:
      return m.refused_unreachable();
  }
}

function stockText(count = 0): string {
  return count > 0 ? m.refused_stock({ count }) : m.refused_sold_out();
}
