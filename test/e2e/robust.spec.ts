import { expect, expectAccessible, test, visit } from "./visit.ts";

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("pages are read, and links and filters work", async ({ page }) => {
    await page.goto("/");
    await page
      .getByRole("main")
      .getByRole("link", { name: /kitchen/i })
      .first()
      .click();
    await expect(page).toHaveURL(/\/c\/kitchen$/);
    await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
    await expect(page).toHaveURL(/\/p\//);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText(/JavaScript, which is off/)).toBeVisible();
  });
});

test("no script is asked for before the first paint", async ({ page }) => {
  await page.goto("/");
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    apps: performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.includes("/assets/app-"))
      .map(({ startTime }) => startTime),
  }));
  for (const start of times.apps) expect(start).toBeGreaterThan(times.paint);
});

test.describe("with requests that the test answers", () => {
  // Playwright does not see the requests of a service worker.
  test.use({ serviceWorkers: "block" });

  test("pages stay when no route of the API answers, and the cart says so", async ({ page, faults }) => {
    faults.expect(/503|Service Worker registration blocked by Playwright/);
    await page.route("**/api/**", (route) => route.fulfill({ status: 503, body: "{}" }));
    await visit(page, "/");
    await visit(page, "/c/kitchen");
    await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
    // The app cannot ask the API for the product, so it loads the page.
    await expect(page).toHaveURL(/\/p\//);
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect(page.getByRole("status")).toContainText("Not added", { timeout: 30_000 });
  });
});

test("a product that is gone, and a path that never was, have a page with status 404", async ({
  page,
  faults,
}) => {
  faults.expect(/404/);
  for (const path of ["/p/no-such-thing", "/c/no-such-thing", "/nothing", "/de/nothing"]) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("axe finds nothing on any page", async ({ page }) => {
      await visit(page, "/c/kitchen");
      const product = await page
        .getByRole("main")
        .getByRole("listitem")
        .getByRole("link")
        .first()
        .getAttribute("href");
      for (const path of [
        "/",
        "/c/kitchen",
        "/c/kitchen?sort=-price",
        product ?? "",
        "/de",
        "/de/c/kitchen",
      ]) {
        await visit(page, path);
        await expectAccessible(page);
      }
    });

    test("axe finds nothing in the open cart, empty and filled", async ({ page }) => {
      await visit(page, "/c/kitchen");
      await page.getByRole("button", { name: /cart/i }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
      await page.getByRole("button", { name: "Add to cart" }).click();
      await expect(page.getByRole("status")).toContainText("is in your cart");
      await expectAccessible(page);
      await page.getByRole("button", { name: /^cart/i }).click();
      await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(1);
      await expectAccessible(page);
    });

    test("axe finds nothing on the page of the API", async ({ page }) => {
      // It has some 20,000 nodes.
      test.setTimeout(180_000);
      await page.goto("/api-docs");
      await expectAccessible(page);
    });
  });
