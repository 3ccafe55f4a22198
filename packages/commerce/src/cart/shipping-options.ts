import * as Catalog from "../catalog/index.ts";
import { type Destination, shippingOptions as optionsFor } from "../logistics/index.ts";
import type { Context } from "../platform/context.ts";
import { get } from "./items.ts";

/** The shipping methods that can deliver the caller's cart to a destination, with their prices. */
export async function shippingOptions(ctx: Context, to: Destination) {
  const { items, totals } = await get(ctx);
  const sellables = items.length > 0 ? await Catalog.sellables(items.map(({ sku }) => sku)) : [];
  const weights = new Map(sellables.map(({ sku, weightGrams }) => [sku, weightGrams]));
  const weightGrams = items.reduce(
    (grams, { sku, quantity }) => grams + (weights.get(sku) ?? 0) * quantity,
    0,
  );
  return optionsFor(to, { subtotal: totals.subtotal.amount, weightGrams });
}
