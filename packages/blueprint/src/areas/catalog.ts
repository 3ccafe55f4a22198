import * as z from "zod/mini";
import { AVAILABILITY_CACHE_SECONDS, PRODUCTS_CACHE_SECONDS, productsThrottle } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { defineRoute } from "../language/define.ts";
import {
  cursor,
  isoTime,
  list,
  money,
  named,
  page,
  productId,
  sku,
  wholeNumber,
} from "../language/schema.ts";
import { offer } from "./offer.ts";

const slug = () => z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/));

const image = /* @__PURE__ */ named("Image", () =>
  z.object({
    url: z.string(),
    alt: z.string().check(z.describe("A text for people who cannot see the image.")),
    width: z.int().check(z.describe("In pixels. Reserve the space before the image has loaded.")),
    height: z.int(),
  }),
);

const updatedAt = () => isoTime().check(z.describe("Time of the last change, without changes of stock."));

/** The short form of a product, for lists. */
const productSummary = /* @__PURE__ */ named("ProductSummary", () =>
  z.object({
    id: productId(),
    name: z.string(),
    price: money().check(z.describe("The lowest price of its variants.")),
    image: image(),
    slug: z.string(),
    updatedAt: updatedAt(),
  }),
);

/** The availability of a SKU, read from the stock at the time of the request. */
const availability = () => ({
  sku: sku(),
  ...offer(),
  available: z.int().check(z.nonnegative(), z.describe("Units in stock that can be ordered now.")),
});

const skuAvailability = /* @__PURE__ */ named("SkuAvailability", () => z.object(availability()));

const variant = /* @__PURE__ */ named("Variant", () =>
  z.object({ ...availability(), options: z.record(z.string(), z.string()), price: money() }),
);

const productOption = /* @__PURE__ */ named("ProductOption", () =>
  z.object({ name: z.string(), values: z.array(z.string()) }),
);

const product = /* @__PURE__ */ named("Product", () =>
  z.object({
    id: productId(),
    sku: sku().check(z.describe("The SKU of the first variant.")),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    brand: z.string(),
    price: money(),
    image: image(),
    categories: z.array(z.string()),
    attributes: z.record(z.string(), z.string()),
    options: z.array(productOption()),
    variants: z.array(variant()),
    updatedAt: updatedAt(),
  }),
);

export type Product = z.output<ReturnType<typeof product>>;

const category = /* @__PURE__ */ named("Category", () =>
  z.object({
    slug: slug(),
    name: z.string(),
    description: z.string(),
    products: z.int().check(z.describe("Number of products.")),
  }),
);
export type Category = z.output<ReturnType<typeof category>>;

const productSort = /* @__PURE__ */ named("ProductSort", () => z.enum(["price", "-price"]));

const priceBound = () => wholeNumber(0, 999_999_999).check(z.describe("In minor units."));

const catalogRoute = { method: "GET", auth: "optional", throttle: productsThrottle } as const;

export const listProducts = /* @__PURE__ */ defineRoute(catalogRoute, {
  name: "ListProducts",
  path: "/products",
  summary: "List products",
  description: "Filters by category and price, and sorts by price.",
  handler: "functions/catalog/list-products.handler",
  uses: [{ resource: productCache, access: "read" }],
  cache: {
    ttlSeconds: PRODUCTS_CACHE_SECONDS,
    query: ["category", "minPrice", "maxPrice", "sort", "limit", "cursor"],
  },
  query: () =>
    z.strictObject({
      category: z.optional(slug()),
      minPrice: z.optional(priceBound()),
      maxPrice: z.optional(priceBound()),
      sort: z._default(productSort(), "price"),
      limit: z._default(wholeNumber(1, 100), 20),
      cursor: z.optional(cursor()),
    }),
  responses: { 200: { description: "A page of products.", body: () => page(productSummary()) } },
  errors: ["category.not_found"],
});

export const getProduct = /* @__PURE__ */ defineRoute(catalogRoute, {
  name: "GetProduct",
  path: "/products/{id}",
  summary: "Get a product",
  description: "Includes the variants. Their availability may be out of date; `/availability/{id}` is newer.",
  handler: "functions/catalog/get-product.handler",
  uses: [
    { resource: productCache, access: "read" },
    { resource: commerceTable, access: "read" },
  ],
  cache: { ttlSeconds: PRODUCTS_CACHE_SECONDS, query: [] },
  params: () => z.strictObject({ id: productId() }),
  responses: { 200: { description: "The product.", body: product } },
  errors: ["product.not_found"],
});

export const getProductBySlug = /* @__PURE__ */ defineRoute(catalogRoute, {
  name: "GetProductBySlug",
  path: "/products/by-slug/{slug}",
  summary: "Get a product by its slug",
  description: "The slug is the last part of the address of a product's page.",
  handler: "functions/catalog/get-product-by-slug.handler",
  uses: [
    { resource: productCache, access: "read" },
    { resource: commerceTable, access: "read" },
  ],
  cache: { ttlSeconds: PRODUCTS_CACHE_SECONDS, query: [] },
  params: () => z.strictObject({ slug: slug() }),
  responses: { 200: { description: "The product.", body: product } },
  errors: ["product.not_found"],
});

export const getAvailability = /* @__PURE__ */ defineRoute(catalogRoute, {
  name: "GetAvailability",
  path: "/availability/{id}",
  summary: "Get the availability of a product's variants",
  description: "A few seconds old at most.",
  handler: "functions/catalog/get-availability.handler",
  uses: [
    { resource: productCache, access: "read" },
    { resource: commerceTable, access: "read" },
  ],
  cache: { ttlSeconds: AVAILABILITY_CACHE_SECONDS, neverStale: true, query: [] },
  params: () => z.strictObject({ id: productId() }),
  responses: {
    200: { description: "The availability of each variant.", body: () => list(skuAvailability()) },
  },
  errors: ["product.not_found"],
});

export const listCategories = /* @__PURE__ */ defineRoute(catalogRoute, {
  name: "ListCategories",
  path: "/categories",
  summary: "List categories",
  handler: "functions/catalog/list-categories.handler",
  uses: [{ resource: productCache, access: "read" }],
  cache: { ttlSeconds: PRODUCTS_CACHE_SECONDS, query: [] },
  responses: {
    200: { description: "All categories, sorted by name.", body: () => list(category()) },
  },
  errors: [],
});

export const catalogRoutes = [listProducts, getProduct, getProductBySlug, getAvailability, listCategories];
