/** The requests that a visitor's browser causes, as the cost of a page counts them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM } from "@tradewind/ops/metering/chromium";
import { CountingEdge } from "@tradewind/ops/metering/counting-edge";
import { MeteredShop } from "@tradewind/ops/metering/metered-shop";
import { type CountedPages, countPages } from "@tradewind/ops/metering/page-views";

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

describe.skipIf(CHROMIUM === "")("a phone", () => {
  let pages: CountedPages;
  beforeAll(async () => {
    pages = await countPages(shop);
  }, 120_000);
  const kinds = (requests: CountedPages["beacon"]["requests"]) =>
    Object.fromEntries(
      (["page", "file", "picture", "api"] as const).map((kind) => [
        kind,
        requests.filter((request) => request.kind === kind).length,
      ]),
    );

  it("loads a document, the app and all pictures of a category at first", () => {
    const { page, file, picture } = kinds(pages.views.category.first.requests);
    expect(page).toBe(1);
    expect(file).toBeGreaterThanOrEqual(4);
    expect(picture).toBe(24);
  });

  it("loads only the document, and the stock of a product, when it comes again", () => {
    expect(kinds(pages.views.category.again.requests)).toEqual({ page: 1, file: 0, picture: 0, api: 0 });
    const { api, ...others } = kinds(pages.views.product.again.requests);
    expect(others).toEqual({ page: 1, file: 0, picture: 0 });
    expect(api).toBe(1);
  });

  it("asks the API in place of a document within the app", () => {
    for (const { within } of Object.values(pages.views)) {
      const { page, api } = kinds(within.requests);
      expect(page).toBe(0);
      const gateway = within.usage.find(({ service }) => service === "apigateway");
      expect(gateway?.calls).toBe(api);
    }
  });

  it("asks for the departments no more, since the document has them", () => {
    const asked = Object.values(pages.views).flatMap(({ within }) =>
      within.requests.map(({ target }) => target),
    );
    expect(asked).not.toContain("/api/categories");
    expect(kinds(pages.views.category.within.requests)["api"]).toBe(1);
  });

  it("causes the renderer's work once for each page, with its reads and its write", () => {
    for (const written of Object.values(pages.written)) {
      const operations = written.map(({ service, operation }) => `${service}.${operation}`);
      expect(operations).toEqual(expect.arrayContaining(["lambda.Invoke", "s3.PutObject"]));
      expect(operations.some((operation) => operation.startsWith("dynamodb."))).toBe(true);
    }
  });

  it("sends a beacon to the API", () => {
    expect(kinds(pages.beacon.requests)).toEqual({ page: 0, file: 0, picture: 0, api: 1 });
    expect(pages.beacon.usage.map(({ service }) => service)).toContain("events");
  });
});
