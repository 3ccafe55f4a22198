/** The built renderer over the API of a whole shop. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PageAnswer } from "@tradewind/storefront/renderer";
import { fetchChecked } from "../../support/answers.ts";
import { builtSite } from "../../support/built-site.ts";
import { TestShop } from "../../support/shop.ts";

let shop: TestShop;
let open: (url: string) => Promise<PageAnswer>;
beforeAll(async () => {
  shop = await TestShop.open();
  for (let number = 1; number <= 30; number += 1)
    await shop.variant({ name: `Mug ${number}`, price: number * 100, stock: number === 30 ? 3 : 20 });
  const site = await builtSite();
  open = (url) => site.open(url, { api: (path, init) => fetchChecked(shop.shop.url, path, init) });
});
afterAll(() => shop.stop());

const bodyOf = async (url: string) => {
  const { status, body } = await open(url);
  expect(status).toBe(200);
  return body;
};

describe("the pages of a shop", () => {
  it("lead from home through a department to a product", async () => {
    expect(await bodyOf("/")).toContain('href="/c/things"');
    const [, path = ""] = /href="(\/p\/[^"]+)"/.exec(await bodyOf("/c/things?sort=-price")) ?? [];
    const product = await bodyOf(path);
    expect(product).toContain("<h1>Mug 30</h1>");
    expect(product).toContain("$30.00");
    expect(product).toContain("Only 3 left");
  });

  it("show every product of a department, part after part", async () => {
    const names = new Set<string>();
    let path: string | undefined = "/c/things";
    while (path !== undefined) {
      const body: string = await bodyOf(path);
      for (const [name] of body.matchAll(/Mug \d+(?=<)/g)) names.add(name);
      const [next = ""] = /<a [^>]*rel="next"[^>]*>/.exec(body) ?? [];
      path = /href="([^"]+)"/.exec(next)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(names.size).toBe(30);
  });

  it("show the products within a range of prices", async () => {
    const body = await bodyOf("/c/things?from=5&to=7");
    expect([...body.matchAll(/Mug \d+(?=<)/g)].map(([name]) => name)).toEqual(["Mug 5", "Mug 6", "Mug 7"]);
    expect(await bodyOf("/de/c/things?from=1000")).toContain("Kein Produkt passt.");
  });

  it.each(["/c/nothing", "/p/nothing", "/p/UPPER_CASE", "/c/things?cursor=forged"])(
    "say that there is nothing at %s",
    async (url) => {
      expect(await open(url)).toMatchObject({ status: 404, stored: false });
    },
  );

  it("are all in the sitemap", async () => {
    expect((await open("/sitemap.xml")).body.match(/<loc>/g)).toHaveLength(2 * (1 + 1 + 30));
  });
});
