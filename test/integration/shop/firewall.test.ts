import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { ADDRESS, type Answer, type Client, TestShop } from "../../support/shop.ts";
import { BENIGN, INJECTIONS, INTRUSIONS, SCRIPTS } from "../local-cloud/waf/corpus.ts";

let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open();
  customer = await shop.customer();
});
afterAll(() => shop.stop());

const inQuery = (value: string) =>
  shop.anybody().get(`/products?${new URLSearchParams({ category: value }).toString()}`);
const inBody = (value: string) =>
  customer.call("POST", "/orders", {
    headers: { "idempotency-key": "firewall" },
    body: { paymentToken: "none", shippingAddress: { ...ADDRESS, name: value, line1: value } },
  });

const code = ({ body }: Answer): unknown => body.code;

describe("the firewall before the shop's API", () => {
  test("answers a problem that names no rule and is not cached", async () => {
    const { status, headers, body } = await inQuery("' OR 1=1--");
    expect(status).toBe(403);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(body).toEqual({
      type: "about:blank",
      title: "The request was blocked by the firewall.",
      status: 403,
      code: "request.blocked",
      correlationId: expect.any(String),
    });
  });

  test.each([
    ["SQL injection", INJECTIONS],
    ["cross-site scripting", SCRIPTS],
    ["files, metadata and lookups", INTRUSIONS],
  ])("blocks %s in a query and in a body", async (_class, attacks) => {
    const passed: string[] = [];
    for (const attack of attacks) {
      for (const place of [inQuery, inBody])
        if (code(await place(attack)) !== "request.blocked") passed.push(attack);
    }
    expect(passed).toEqual([]);
  });

  test.each([
    ["a security scanner", "sqlmap/1.8"],
    ["a scraper", "Scrapy/2.11 (+https://scrapy.example)"],
    ["a bot of a search engine optimiser", "Mozilla/5.0 (compatible; AhrefsBot/7.0)"],
    ["a collector of training data", "Mozilla/5.0 (compatible; GPTBot/1.2)"],
  ])("blocks %s", async (_name, agent) => {
    const answer = await shop.anybody().call("GET", "/products", { headers: { "user-agent": agent } });
    expect(code(answer)).toBe("request.blocked");
  });

  test.each([
    ["a phone's app", "okhttp/5.1.0"],
    ["an iPhone's app", "Tradewind/12 CFNetwork/3826 Darwin/25.0"],
    ["a command line", "curl/8.9.1"],
    ["a browser", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"],
  ])("lets %s pass", async (_name, agent) => {
    const answer = await shop.anybody().call("GET", "/products", { headers: { "user-agent": agent } });
    expect(answer.status).toBe(200);
  });

  test.each(["/.env", "/wp-admin/setup.php", "/products/..%2f..%2f..%2fetc%2fpasswd", "/backup.sql"])(
    "blocks the probe of %s, which no route has",
    async (path) => {
      expect(code(await shop.anybody().get(path))).toBe("request.blocked");
    },
  );

  test("blocks a body that is larger than the inspected part", async () => {
    const answer = await inBody("a".repeat(64 * 1024));
    expect([answer.status, code(answer)]).toEqual([403, "request.blocked"]);
  });

  test("allows ordinary text in a query and in a body", async () => {
    const blocked: string[] = [];
    for (const text of BENIGN) {
      for (const place of [inQuery, inBody])
        if (code(await place(text)) === "request.blocked") blocked.push(text);
    }
    expect(blocked).toEqual([]);
  });

  test("delivers to Miles O'Brien, Drop Table Lamps & Sons", async () => {
    const sku = await shop.variant();
    await customer.addToCart(sku);
    const answer = await customer.call("POST", "/orders", {
      headers: { "idempotency-key": crypto.randomUUID() },
      body: {
        paymentToken: await customer.cardToken(),
        shippingAddress: {
          ...ADDRESS,
          name: "Miles O'Brien",
          line1: "Drop Table Lamps & Sons -- Unit #4",
          line2: "St. John's Wood; 2 or 3 rings <3",
        },
      },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.shippingAddress.name).toBe("Miles O'Brien");
  });
});

test("an address that tries many stolen credentials is blocked from signing in, not from shopping", async () => {
  await shop.stop();
  const rates = blueprint.firewall.rates.map((rate) => ({ ...rate, requests: rate.path ? 20 : 100 }));
  shop = await TestShop.open({
    throttling: true,
    blueprint: { ...blueprint, firewall: { ...blueprint.firewall, rates } },
  });
  let tried = 0;
  const stuff = () => {
    const body = { email: `victim-${tried++}@example.com`, password: "Leaked-password-1" };
    return shop.anybody().call("POST", "/auth/sign-in", { body });
  };
  for (let request = 0; request < 20; request += 1) expect((await stuff()).status).toBe(401);
  const { status, headers, body } = await stuff();
  expect([status, headers.get("retry-after"), headers.get("cache-control")]).toEqual([429, "60", "no-store"]);
  expect(body).toMatchObject({ status: 429, code: "throttled" });
  expect((await shop.anybody().get("/products")).status).toBe(200);
  shop.clock?.advance(300_000);
  expect((await stuff()).status).toBe(401);
});
