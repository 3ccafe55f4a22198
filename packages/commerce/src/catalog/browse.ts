/** Products and categories for shoppers. */
import type * as Api from "@tradewind/blueprint/areas/catalog";
import type { Offer } from "../inventory/index.ts";
import * as Inventory from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";
import {
  decodeCursor,
  encodeCursor,
  refuseForeignCursor,
  type StopKey,
} from "../platform/dynamodb/cursor.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { shopMoney } from "../platform/money.ts";
import { CategoriesEntity, ListingEntity, ProductEntity, SlugEntity, type StoredImage } from "./entity.ts";

/** The listing that contains every product. */
export const EVERYTHING = "all";

export interface ProductQuery {
  category?: string | undefined;
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  sort: "price" | "-price";
  limit: number;
  cursor?: string | undefined;
}

export const CATALOG = "CATALOG";

/** Greater than any price, for an open upper bound. */
const ANY_PRICE = Number.MAX_SAFE_INTEGER;

/**
 * A page of products in a category and a range of prices (minor units).
 * @throws category.not_found, request.invalid when the cursor is not one of ours
 */
export async function list(query: ProductQuery) {
  const bounds = { from: query.minPrice ?? 0, to: query.maxPrice ?? ANY_PRICE };
  if (bounds.from > bounds.to) return { items: [] };
  const { data, cursor } = await ListingEntity.query
    .byCategory({ category: query.category ?? EVERYTHING })
    .between({ price: bounds.from }, { price: bounds.to })
    .go({
      ...electroOptions,
      limit: query.limit,
      order: query.sort === "-price" ? "desc" : "asc",
      // The index has products and listings alike, and projects neither's type.
      ignoreOwnership: true,
      data: "raw",
      ...(query.cursor ? { cursor: asStartKey(query.cursor) } : {}),
    })
    .catch(refuseForeignCursor);
  const items = indexedItems(data).map(({ pk, slug, name, image, price, updatedAt }) => ({
    id: pk.slice("PROD#".length),
    slug,
    name,
    price: shopMoney(price),
    image: imageView(image, name),
    updatedAt,
  }));
  if (items.length === 0 && query.category && !query.cursor) await requireCategory(query.category);
  return { items, ...(cursor ? { nextCursor: encodeCursor(asStopKey(cursor)) } : {}) };
}

/** A product with its variants and their availability. @throws product.not_found */
export async function get(ctx: Context, id: string): Promise<Api.Product> {
  const { data: product } = await ProductEntity.get({ id }).go(electroOptions);
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
    image: imageView(product.image, product.name),
    categories: product.categories,
    attributes: product.attributes,
    options: product.options,
    variants: variants.map((variant) => ({
      ...variant,
      price: shopMoney(variant.price),
      ...offerView(offer(variant.sku)),
    })),
    updatedAt: product.updatedAt,
  };
}

const imageView = (image: StoredImage, name: string) => ({ alt: name, ...image });

/** @throws product.not_found */
export async function getBySlug(ctx: Context, slug: string): Promise<Api.Product> {
  const { data: found } = await SlugEntity.get({ slug }).go(electroOptions);
  if (!found) throw new DomainError("product.not_found");
  return get(ctx, found.id);
}

/** The current availability of the product's variants. @throws product.not_found */
export async function availability(ctx: Context, id: string) {
  const { data: product } = await ProductEntity.get({ id }).go({
    ...electroOptions,
    attributes: ["variants"],
  });
  if (!product) throw new DomainError("product.not_found");
  const skus = product.variants.map(({ sku }) => sku);
  const offer = await Inventory.offers(ctx, skus);
  return { items: skus.map((sku) => ({ sku, ...offerView(offer(sku)) })) };
}

export async function categories() {
  return { items: await storedCategories() };
}

const offerView = (offer: Offer) => ({ ...Inventory.availabilityOf(offer), available: offer.available });

async function storedCategories(): Promise<Api.Category[]> {
  const { data } = await CategoriesEntity.get({ catalog: CATALOG }).go(electroOptions);
  return data?.categories ?? [];
}

async function requireCategory(slug: string): Promise<void> {
  const categories = await storedCategories();
  if (!categories.some((category) => category.slug === slug)) throw new DomainError("category.not_found");
}

interface IndexedItem {
  pk: string;
  slug: string;
  name: string;
  image: StoredImage;
  price: number;
  updatedAt: string;
}

/** With `data: "raw"`, ElectroDB returns DynamoDB's answer unchanged. */
function indexedItems(answer: unknown): IndexedItem[] {
  return (answer as { Items: IndexedItem[] }).Items;
}

/** With `data: "raw"`, ElectroDB takes and returns DynamoDB's last key; its types do not say so. */
const asStartKey = (cursor: string) => decodeCursor(cursor) as unknown as string;

const asStopKey = (cursor: unknown) => cursor as StopKey;
