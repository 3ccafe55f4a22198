import * as Catalog from "@tradewind/commerce/catalog";
import * as Inventory from "@tradewind/commerce/inventory";
import { type Context, systemClock, ulids } from "@tradewind/commerce/platform/context";
import { PICTURE_SIZE, type SampleProduct, sampleCatalog, sampleCategories } from "@tradewind/sample-catalog";

/** Publishes the sample catalog and opens its stock. It runs as a function that has every link. */
export async function handler(): Promise<{ products: number; skus: number }> {
  const ctx: Context = {
    actor: { kind: "system", id: "Seed" },
    clock: systemClock,
    ids: ulids,
    correlationId: "seed",
    causationId: "seed",
  };
  const products = sampleCatalog();
  const stock = products.flatMap(({ variants }) =>
    variants.map(({ sku, stock }) => ({ sku, available: stock })),
  );
  await Promise.all([
    Catalog.publish(ctx, products.map(catalogProduct), sampleCategories),
    Inventory.open(ctx, stock),
  ]);
  return { products: products.length, skus: stock.length };
}

function catalogProduct({ categories, variants, options, ...product }: SampleProduct) {
  return {
    ...product,
    image: { url: `/images/${product.id}.svg`, ...PICTURE_SIZE },
    price: Math.min(...variants.map(({ price }) => price)),
    categories: [...categories],
    options: options.map(({ name, values }) => ({ name, values: [...values] })),
    variants: variants.map(({ sku, options, price, weightGrams }) => ({ sku, options, price, weightGrams })),
  };
}
