import { Cart } from "../cart/index.ts";
import { Catalog } from "../catalog/index.ts";
import type { Context } from "../platform/context.ts";
import { shippingOptions } from "./rates.ts";
import type { Destination } from "./zones.ts";

/** How what is in the caller's cart can be delivered there. */
export async function cartShippingOptions(ctx: Context, to: Destination) {
  const { items, totals } = await Cart.get(ctx);
  const sellables = items.length > 0 ? await Catalog.sellables(items.map(({ sku }) => sku)) : [];
  const weights = new Map(sellables.map(({ sku, weightGrams }) => [sku, weightGrams]));
  const weightGrams = items.reduce(
    (grams, { sku, quantity }) => grams + (weights.get(sku) ?? 0) * quantity,
    0,
  );
  return shippingOptions(to, { subtotal: totals.subtotal.amount, weightGrams });
}
