/** Products and categories as shoppers read them. */
import type * as Api from "@tradewind/blueprint/areas/catalog";
import { electroOptions } from "../platform/dynamodb/options.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import * as Inventory from "../inventory/index.ts";
import type { Offer } from "../inventory/index.ts";
import { shopMoney } from "../platform/money.ts";
import {
  decodeCursor,
  encodeCursor,
  refuseForeignCursor,
  type StopKey,
} from "../platform/dynamodb/cursor.ts";
import { CategoriesEntity, ListingEntity, ProductEntity } from "./entity.ts";

/** The listing that holds every product. */
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

/** Above every price, for an open upper bound. */
const ANY_PRICE = Number.MAX_SAFE_INTEGER;

/** @throws category.not_found, request.invalid when the cursor is not one of ours */
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
}

/** @throws product.not_found */
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
}

/** What can be bought of its variants, read now. @throws product.not_found */
export async function availability(ctx: Context, id: string) {
  const { data: product } = await ProductEntity.get({ id }).go({
    ...electroOptions,
    attributes: ["variants"],
  });
  if (!product) throw new DomainError("product.not_found");
  const skus = product.variants.map(({ sku }) => sku);
  const offer = await Inventory.offers(ctx, skus);
  return { items: skus.map((sku) => ({ sku, ...shown(offer(sku)) })) };
}

export async function categories() {
  return { items: await storedCategories() };
}

const shown = (offer: Offer) => ({ ...Inventory.availabilityOf(offer), available: offer.available });

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
  name: string;
  image: string;
  price: number;
}

/** `data: "raw"` gives DynamoDB's answer as it is. */
function indexed(answer: unknown): IndexedItem[] {
  return (answer as { Items: IndexedItem[] }).Items;
}

/** With `data: "raw"` ElectroDB takes and gives the last key itself, which its types do not say. */
const startingAt = (cursor: string) => decodeCursor(cursor) as unknown as string;

const stoppedAt = (cursor: unknown) => cursor as StopKey;
