/** Writes products for shoppers to read. */

import type { EntityItem } from "electrodb";
import type { Category } from "@tradewind/blueprint/areas/catalog";
import type { Context } from "../platform/context.ts";
import { assertAllWritten, electroOptions } from "../platform/dynamodb/options.ts";
import { isoNow } from "../platform/time.ts";
import { CATALOG, EVERYTHING } from "./browse.ts";
import {
  CategoriesEntity,
  ListingEntity,
  ProductEntity,
  SellableEntity,
  SlugEntity,
  type StoredVariant,
} from "./entity.ts";

/** Writes products and categories for shoppers to read; replaces earlier versions. */
export async function publish(
  ctx: Context,
  products: readonly PublishedProduct[],
  categories: readonly Omit<Category, "products">[],
) {
  const updatedAt = isoNow(ctx);
  const listings = products.flatMap((product) => {
    const { id, slug, name, image, price, categories } = product;
    return [EVERYTHING, ...categories.slice(1)].map((category) => ({
      id,
      slug,
      name,
      image,
      price,
      category,
      updatedAt,
    }));
  });
  const sellables = products.flatMap(({ id, name, image, variants }) =>
    variants.map(({ sku, options, price, weightGrams }) => ({
      sku,
      productId: id,
      name,
      image: image.url,
      options,
      unitPrice: price,
      weightGrams,
    })),
  );
  const stored = products.map((product) => ({ ...asStored(product), updatedAt }));
  await assertAllWritten(ProductEntity.put(stored).go(electroOptions));
  const slugs = products.map(({ id, slug }) => ({ id, slug }));
  await assertAllWritten(SlugEntity.put(slugs).go(electroOptions));
  await assertAllWritten(ListingEntity.put(listings).go(electroOptions));
  await assertAllWritten(SellableEntity.put(sellables).go(electroOptions));
  const counted = categories.map((category) => ({
    ...category,
    products: products.filter((product) => product.categories.includes(category.slug)).length,
  }));
  await CategoriesEntity.put({ catalog: CATALOG, categories: counted }).go(electroOptions);
}

/** The lowest price of the variants. */
export interface PublishedProduct
  extends Omit<EntityItem<typeof ProductEntity>, "category" | "variants" | "updatedAt"> {
  variants: (StoredVariant & { weightGrams: number })[];
}

function asStored(product: PublishedProduct) {
  const [category] = product.categories;
  if (!category) throw new RangeError(`${product.slug} is in no category.`);
  const variants = product.variants.map(({ sku, options, price }) => ({ sku, options, price }));
  return { ...product, category, variants };
}
