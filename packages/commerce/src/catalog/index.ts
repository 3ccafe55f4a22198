/**
 * The catalog as shoppers read it: denormalised items in ProductCache, one read each. Prices and names that orders use come
 * from here, never from a client.
 */
import type * as Api from "@tradewind/blueprint/catalog";
import type { EntityItem } from "electrodb";
import { plain, whole } from "../storage/options.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { Inventory, type Offer } from "../inventory/index.ts";
import { shopMoney } from "../money.ts";
import { decodeCursor, encodeCursor, refuseForeignCursor, type StopKey } from "../storage/cursor.ts";
import {
  CategoriesEntity,
  ListingEntity,
  ProductEntity,
  type Sellable,
  SellableEntity,
  type StoredVariant,
} from "./entity.ts";

/** The listing that holds every product. */
const EVERYTHING = "all";

export interface ProductQuery {
  category?: string | undefined;
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  sort: "price" | "-price";
  limit: number;
  cursor?: string | undefined;
}

export type { Sellable } from "./entity.ts";

const CATALOG = "CATALOG";
/** Above every price, for an open upper bound. */
const ANY_PRICE = Number.MAX_SAFE_INTEGER;

export const Catalog = {
  /** @throws category.not_found, request.invalid when the cursor is not one of ours */
  async list(query: ProductQuery) {
    const bounds = { from: query.minPrice ?? 0, to: query.maxPrice ?? ANY_PRICE };
    if (bounds.from > bounds.to) return { items: [] };
    const { data, cursor } = await ListingEntity.query
      .byCategory({ category: query.category ?? EVERYTHING })
      .between({ price: bounds.from }, { price: bounds.to })
      .go({
        ...plain,
        limit: query.limit,
        order: query.sort === "-price" ? "desc" : "asc",
        // The index holds products and listings alike, and projects neither's type.
        ignoreOwnership: true,
        data: "raw",
        ...(query.cursor ? { cursor: startingAt(query.cursor) } : {}),
      })
      .catch(refuseForeignCursor);
    const items = indexed(data).map(({ pk, name, image, price }) => ({
      id: pk.slice("PROD#".length),
      name,
      price: shopMoney(price),
      image,
    }));
    if (items.length === 0 && query.category && !query.cursor) await requireCategory(query.category);
    return { items, ...(cursor ? { nextCursor: encodeCursor(stoppedAt(cursor)) } : {}) };
  },

  /** @throws product.not_found */
  async get(ctx: Context, id: string): Promise<Api.Product> {
    const { data: product } = await ProductEntity.get({ id }).go(plain);
    if (!product) throw new DomainError("product.not_found");
    const { variants } = product;
    const offer = await Inventory.offers(
      ctx,
      variants.map(({ sku }) => sku),
    );
    return {
      id,
      sku: variants[0]?.sku ?? "",
      slug: product.slug,
      name: product.name,
      description: product.description,
      brand: product.brand,
      price: shopMoney(product.price),
      image: product.image,
      categories: product.categories,
      attributes: product.attributes,
      options: product.options,
      variants: variants.map((variant) => ({
        ...variant,
        price: shopMoney(variant.price),
        ...shown(offer(variant.sku)),
      })),
    };
  },

  /** What can be bought of its variants, read now. @throws product.not_found */
  async availability(ctx: Context, id: string) {
    const { data: product } = await ProductEntity.get({ id }).go({ ...plain, attributes: ["variants"] });
    if (!product) throw new DomainError("product.not_found");
    const skus = product.variants.map(({ sku }) => sku);
    const offer = await Inventory.offers(ctx, skus);
    return { items: skus.map((sku) => ({ sku, ...shown(offer(sku)) })) };
  },

  async categories() {
    return { items: await storedCategories() };
  },

  /** The variants with these SKUs, in any order; unknown ones are absent. One round trip. */
  async sellables(skus: readonly string[]): Promise<Sellable[]> {
    if (skus.length === 1 && skus[0]) {
      const { data } = await SellableEntity.get({ sku: skus[0] }).go(plain);
      return data ? [data] : [];
    }
    const { data } = await SellableEntity.get(skus.map((sku) => ({ sku }))).go(plain);
    return data;
  },

  /** Writes products for shoppers to read; replaces what was there. */
  async publish(
    _ctx: Context,
    products: readonly PublishedProduct[],
    categories: readonly Omit<Api.Category, "products">[],
  ) {
    const listings = products.flatMap((product) => {
      const { id, name, image, price, categories } = product;
      return [EVERYTHING, ...categories.slice(1)].map((category) => ({ id, name, image, price, category }));
    });
    const sellables = products.flatMap(({ id, name, image, variants }) =>
      variants.map(({ sku, options, price, weightGrams }) => ({
        sku,
        productId: id,
        name,
        image,
        options,
        unitPrice: price,
        weightGrams,
      })),
    );
    await whole(ProductEntity.put(products.map(asStored)).go(plain));
    await whole(ListingEntity.put(listings).go(plain));
    await whole(SellableEntity.put(sellables).go(plain));
    const counted = categories.map((category) => ({
      ...category,
      products: products.filter((product) => product.categories.includes(category.slug)).length,
    }));
    await CategoriesEntity.put({ catalog: CATALOG, categories: counted }).go(plain);
  },
};

export interface PublishedProduct extends Omit<EntityItem<typeof ProductEntity>, "category" | "variants"> {
  variants: (StoredVariant & { weightGrams: number })[];
}

const shown = (offer: Offer) => ({ ...Inventory.availabilityOf(offer), available: offer.available });

function asStored(product: PublishedProduct) {
  const [category] = product.categories;
  if (!category) throw new RangeError(`${product.slug} is in no category.`);
  const variants = product.variants.map(({ sku, options, price }) => ({ sku, options, price }));
  return { ...product, category, variants };
}

async function storedCategories(): Promise<Api.Category[]> {
  const { data } = await CategoriesEntity.get({ catalog: CATALOG }).go(plain);
  return data?.categories ?? [];
}

async function requireCategory(slug: string): Promise<void> {
  const categories = await storedCategories();
  if (!categories.some((category) => category.slug === slug)) throw new DomainError("category.not_found");
}

interface IndexedItem {
  pk: string;
  name: string;
  image: string;
  price: number;
}

/** With `data: "raw"` ElectroDB takes and gives the last key itself, which its types do not say. */
const startingAt = (cursor: string) => decodeCursor(cursor) as unknown as string;
const stoppedAt = (cursor: unknown) => cursor as StopKey;

/** `data: "raw"` gives DynamoDB's answer as it is. */
function indexed(answer: unknown): IndexedItem[] {
  return (answer as { Items: IndexedItem[] }).Items;
}
