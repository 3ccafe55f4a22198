import { afterAll, beforeAll, expect, it } from "vitest";
import { TestShop } from "../../support/shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open();
});
afterAll(() => shop.stop());

it("an order and its timeline are sent again only when they have changed", async () => {
  const customer = await shop.customer();
  const id = await customer.buy(await shop.variant());
  await shop.settle();
  for (const path of [`/orders/${id}`, `/orders/${id}/timeline`, `/orders/${id}/tracking`]) {
    const ask = (tag?: string) =>
      customer.call("GET", path, tag ? { headers: { "if-none-match": tag } } : {});
    const first = await ask();
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    expect(first.headers.get("access-control-expose-headers")).toContain("ETag");
    const again = await ask(tag);
    expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, "", tag]);
    // Proxies that compress an answer make its tag weak.
    expect((await ask(`"other", W/${tag}`)).status).toBe(304);
    expect((await ask('"other"')).body).toEqual(first.body);
  }
});
