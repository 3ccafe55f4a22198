import { afterAll, beforeAll, expect, it } from "vitest";
import { TestShop } from "../../support/shop.ts";

let shop: TestShop;
let sku: string;
beforeAll(async () => {
  shop = await TestShop.open();
  sku = await shop.variant({ name: "Harbour mug" });
});
afterAll(() => shop.stop());

const get = async (path: string) => shop.anybody().get(path);

it("a product is found by its slug, as by its id", async () => {
  const byId = (await get(`/products/${shop.productOf(sku)}`)).body;
  const bySlug = await get(`/products/by-slug/${byId.slug}`);
  expect([bySlug.status, bySlug.body]).toEqual([200, byId]);
  expect(bySlug.headers.get("cache-control")).toBe("public, max-age=60, stale-while-revalidate=3600");
  expect(byId.updatedAt).toBe(new Date(shop.clock?.now() ?? 0).toISOString());
  const none = await get("/products/by-slug/there-is-none");
  expect([none.status, none.body.code]).toEqual([404, "product.not_found"]);
  expect((await get("/products/by-slug/Not%20A%20Slug")).body.code).toBe("request.invalid");
});

it("a list names the page of each product, and its image has a size and a text", async () => {
  const { items } = (await get("/products?category=things")).body;
  const image = { url: "/images/thing.svg", alt: "Harbour mug", width: 800, height: 800 };
  expect(items).toEqual([expect.objectContaining({ slug: sku.toLowerCase(), image })]);
});
