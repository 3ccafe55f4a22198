/** The requests and calls of a phone, as the cost of a page counts them, in a shop of its own. */
import { expect, test } from "@playwright/test";
import { MeteredShop } from "@tradewind/ops/metering/metered-shop";
import { type CountedPages, countPages } from "@tradewind/ops/metering/page-views";

test.describe("a phone", () => {
  let pages: CountedPages;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    const shop = await MeteredShop.open();
    pages = await countPages(shop);
    await shop.stop();
  });
  const kinds = (requests: CountedPages["beacon"]["requests"]) =>
    Object.fromEntries(
      (["page", "later", "file", "picture", "api"] as const).map((kind) => [
        kind,
        requests.filter((request) => request.kind === kind).length,
      ]),
    );

  test("loads a document, the app and all pictures of a category at first", () => {
    const { page, later, file, picture } = kinds(pages.views.category.first.requests);
    expect(page).toBe(1);
    // The page itself, and the page for times without a connection in each language.
    expect(later).toBe(3);
    expect(file).toBeGreaterThanOrEqual(4);
    expect(picture).toBe(24);
  });

  test("loads only the document, the stock of a product and perhaps the worker when it comes again", () => {
    const { category, product } = pages.views;
    const once = { page: 1, later: 0, picture: 0 };
    expect(kinds(category.again.requests)).toMatchObject({ ...once, api: 0 });
    expect(kinds(product.again.requests)).toMatchObject({ ...once, api: 1 });
    for (const { target, kind } of [...category.again.requests, ...product.again.requests])
      if (kind === "file") expect(target).toBe("/sw.js");
  });

  test("asks the API in place of a document within the app", () => {
    for (const { within } of Object.values(pages.views)) {
      const { page, later, api } = kinds(within.requests);
      expect(page).toBe(0);
      expect(later).toBe(1);
      const gateway = within.usage.find(({ service }) => service === "apigateway");
      expect(gateway?.calls).toBe(api);
    }
  });

  test("asks for the departments no more, since the document has them", () => {
    const asked = Object.values(pages.views).flatMap(({ within }) =>
      within.requests.map(({ target }) => target),
    );
    expect(asked).not.toContain("/api/categories");
    expect(kinds(pages.views.category.within.requests)["api"]).toBe(1);
  });

  test("causes the renderer's work once for each page, with its reads and its write", () => {
    for (const written of Object.values(pages.written)) {
      const operations = written.map(({ service, operation }) => `${service}.${operation}`);
      expect(operations).toEqual(expect.arrayContaining(["lambda.Invoke", "s3.PutObject"]));
      expect(operations.some((operation) => operation.startsWith("dynamodb."))).toBe(true);
    }
  });

  test("sends a beacon to the API", () => {
    expect(kinds(pages.beacon.requests)).toEqual({ page: 0, later: 0, file: 0, picture: 0, api: 1 });
    expect(pages.beacon.usage.map(({ service }) => service)).toContain("events");
  });
});
