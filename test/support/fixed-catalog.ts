import type { Category, Product, ProductSummary, Variant } from "@tradewind/client";
import { PICTURE_SIZE, type SampleProduct, sampleCatalog, sampleCategories } from "@tradewind/sample-catalog";

const UPDATED_AT = "2026-11-01T00:00:00.000Z";

/** The API of a shop that holds the sample catalog and never changes, for tests of pages. */
export function fixedCatalog(): (path: string, init?: RequestInit) => Promise<Response> {
  const products = sampleCatalog();
  return async (path) => {
    const { pathname, searchParams } = new URL(path, "https://shop.test");
    if (pathname === "/categories") return Response.json({ items: categoriesOf(products) });
    if (pathname === "/products") return Response.json(pageOf(products, searchParams));
    const id = /^\/availability\/(.+)$/.exec(pathname)?.[1];
    const stocked = products.find((product) => product.id === id);
    if (stocked) return Response.json({ items: productOf(stocked).variants.map(stockOf) });
    const slug = /^\/products\/by-slug\/(.+)$/.exec(pathname)?.[1];
    const found = products.find((product) => product.slug === slug);
    return found ? Response.json(productOf(found)) : problem(404, "product.not_found");
  };
}

/** An API of which every route answers the given status. */
export const failingApi = (status: number) => async (): Promise<Response> => problem(status, "unavailable");

const problem = (status: number, code: string) =>
  Response.json(
    { type: "about:blank", title: "Refused.", status, code },
    { status, headers: { "content-type": "application/problem+json" } },
  );

const categoriesOf = (products: readonly SampleProduct[]): Category[] =>
  sampleCategories
    .map((category) => ({
      ...category,
      products: products.filter(({ categories }) => categories.includes(category.slug)).length,
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));

function pageOf(products: readonly SampleProduct[], query: URLSearchParams) {
  const category = query.get("category");
  const limit = Number(query.get("limit") ?? 20);
  const start = Number(query.get("cursor") ?? 0);
  const direction = query.get("sort") === "-price" ? -1 : 1;
  const least = Number(query.get("minPrice") ?? 0);
  const most = Number(query.get("maxPrice") ?? Number.POSITIVE_INFINITY);
  const matching = products
    .filter(({ categories }) => category === null || categories.some((slug) => slug === category))
    .filter((product) => priceOf(product) >= least && priceOf(product) <= most)
    .toSorted((one, other) => direction * (priceOf(one) - priceOf(other)));
  const items: ProductSummary[] = matching.slice(start, start + limit).map(summaryOf);
  return { items, ...(start + limit < matching.length && { nextCursor: String(start + limit) }) };
}

const priceOf = ({ variants }: SampleProduct) => Math.min(...variants.map(({ price }) => price));

const summaryOf = (product: SampleProduct): ProductSummary => ({
  id: product.id,
  slug: product.slug,
  name: product.name,
  price: { amount: priceOf(product), currency: "USD" },
  image: {
    url: `/images/${product.slug}.svg`,
    alt: product.name,
    ...PICTURE_SIZE,
  },
  updatedAt: UPDATED_AT,
});

const stockOf = ({ sku, available, availability }: Variant) => ({ sku, available, availability });

const productOf = (product: SampleProduct): Product => ({
  ...summaryOf(product),
  sku: product.variants[0]?.sku ?? "",
  description: product.description,
  brand: product.brand,
  categories: [...product.categories],
  attributes: { ...product.attributes },
  options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
  variants: product.variants.map(({ sku, options, price, stock }) => ({
    sku,
    options: { ...options },
    price: { amount: price, currency: "USD" },
    available: stock,
    availability: stock > 0 ? ("in_stock" as const) : ("out_of_stock" as const),
  })),
});
