import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import type * as Api from "@tradewind/blueprint/areas/catalog";
import { inProductCache } from "../platform/dynamodb/tables.ts";

/** Without a text of its own, an image is described by the product's name. */
export type StoredImage = Omit<Api.Product["image"], "alt"> & { alt?: string };

/**
 * Attributes that the CategoryIndex projects. `price` is the product's lowest, in minor units of
 * the shop's currency.
 */
const listed = {
  id: { type: "string", required: true },
  name: { type: "string", required: true },
  image: { type: CustomAttributeType<StoredImage>("any"), required: true },
  slug: { type: "string", required: true },
  category: { type: "string", required: true },
  price: { type: "number", required: true },
  updatedAt: { type: "string", required: true },
} as const;

const byCategory = {
  index: "CategoryIndex",
  pk: { field: "category", composite: ["category"], casing: "none" },
  sk: { field: "price", composite: ["price"], casing: "none" },
} as const;

/** A variant for the product's page. */
export interface StoredVariant extends Pick<Api.Product["variants"][number], "sku" | "options"> {
  price: number;
}

/** `PROD#id` / `METADATA`: the whole product, listed in its first category. */
export const ProductEntity = new Entity(
  {
    model: { service: "tradewind", entity: "product", version: "1" },
    attributes: {
      ...listed,
      description: { type: "string", required: true },
      brand: { type: "string", required: true },
      categories: { type: CustomAttributeType<Api.Product["categories"]>("any"), required: true },
      attributes: { type: CustomAttributeType<Api.Product["attributes"]>("any"), required: true },
      options: { type: CustomAttributeType<Api.Product["options"]>("any"), required: true },
      variants: { type: CustomAttributeType<StoredVariant[]>("any"), required: true },
      taxClass: { type: "string", required: true },
      createdAt: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "PROD#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "METADATA", casing: "none" },
      },
      byCategory,
    },
  },
  inProductCache(),
);

/** `PROD#id` / `CATEGORY#slug`: lists the product in a further category. */
export const ListingEntity = new Entity(
  {
    model: { service: "tradewind", entity: "listing", version: "1" },
    attributes: listed,
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "PROD#${id}", casing: "none" },
        sk: { field: "sk", composite: ["category"], template: "CATEGORY#${category}", casing: "none" },
      },
      byCategory,
    },
  },
  inProductCache(),
);

/** `SLUG#slug` / `METADATA`: finds a product by its slug. */
export const SlugEntity = new Entity(
  {
    model: { service: "tradewind", entity: "slug", version: "1" },
    attributes: {
      slug: { type: "string", required: true },
      id: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["slug"], template: "SLUG#${slug}", casing: "none" },
        sk: { field: "sk", composite: [], template: "METADATA", casing: "none" },
      },
    },
  },
  inProductCache(),
);

/** `SKU#sku` / `METADATA`: the facts of a variant that carts and orders need, in one small item. */
export const SellableEntity = new Entity(
  {
    model: { service: "tradewind", entity: "sellable", version: "1" },
    attributes: {
      sku: { type: "string", required: true },
      productId: { type: "string", required: true },
      name: { type: "string", required: true },
      image: { type: "string", required: true },
      options: { type: CustomAttributeType<StoredVariant["options"]>("any"), required: true },
      /** In minor units of the shop's currency. */
      unitPrice: { type: "number", required: true },
      weightGrams: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sku"], template: "SKU#${sku}", casing: "none" },
        sk: { field: "sk", composite: [], template: "METADATA", casing: "none" },
      },
    },
  },
  inProductCache(),
);

/** A variant as carts and orders see it. */
export type Sellable = EntityItem<typeof SellableEntity>;

/** `CATALOG` / `CATEGORIES`: all categories in one item. */
export const CategoriesEntity = new Entity(
  {
    model: { service: "tradewind", entity: "categories", version: "1" },
    attributes: {
      catalog: { type: "string", required: true },
      categories: { type: CustomAttributeType<Api.Category[]>("any"), required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["catalog"], template: "${catalog}", casing: "none" },
        sk: { field: "sk", composite: [], template: "CATEGORIES", casing: "none" },
      },
    },
  },
  inProductCache(),
);
