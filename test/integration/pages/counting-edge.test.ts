/** The requests that a visitor's browser causes, as the cost of a page counts them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CountingEdge } from "@tradewind/ops/metering/counting-edge";
import { MeteredShop } from "@tradewind/ops/metering/metered-shop";

let shop: MeteredShop;
beforeAll(async () => {
  shop = await MeteredShop.open();
});
afterAll(() => shop.stop());

describe("the counting edge", () => {
  let edge: CountingEdge;
  beforeAll(async () => {
    edge = await CountingEdge.before((request) => shop.answer(request));
  });
  afterAll(() => edge.stop());

  it("counts each request by its kind, with the compressed size of its answer", async () => {
    let html = "";
    const counted = await edge.count(async () => {
      const page = await fetch(`${edge.url}/de/c/kitchen`, { headers: { "sec-fetch-dest": "document" } });
      html = await page.text();
      for (const path of ["/favicon.svg", "/api/categories", "/api/products?limit=1"])
        await (await fetch(edge.url + path)).text();
      await fetch(edge.url + (/src="(\/images\/[^"]+)"/.exec(html)?.[1] ?? ""));
    });
    expect(counted.map(({ kind }) => kind)).toEqual(["page", "file", "api", "api", "picture"]);
    const [page] = counted;
    expect(page?.bytes).toBeGreaterThan(1000);
    expect(page?.bytes).toBeLessThan(html.length / 2);
  });

  it("begins anew with each count", async () => {
    expect(await edge.count(async () => {})).toEqual([]);
  });
});
