import type { Page } from "@playwright/test";
import { expect, expectAccessible, test, visit } from "./visit.ts";

// The browser runs these texts, whose types the tests do not have.
const isKept = (path: string) =>
  `caches.match(${JSON.stringify(path)}, { ignoreSearch: true, ignoreVary: true }).then(Boolean)`;
const keptAddresses = `caches.keys()
  .then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
  .then((requests) => requests.flat().map(({ url }) => url))`;

/** Opens a page, and waits until the service worker keeps it. */
async function visitAndKeep(page: Page, path: string): Promise<void> {
  await visit(page, path);
  await expect.poll(() => page.evaluate(isKept(path)), { timeout: 30_000 }).toBe(true);
  await expect.poll(() => page.evaluate(isKept("/de/offline"))).toBe(true);
}

const firstProduct = async (page: Page): Promise<string> => {
  const link = page.getByRole("main").getByRole("listitem").getByRole("link").first();
  return (await link.getAttribute("href")) ?? "";
};

test.beforeEach(({ faults }) => {
  // The browser says so for each request that it cannot send, and for pictures that are not kept.
  faults.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
});

test("a page that was visited opens offline, with its pictures and its app", async ({ page, context }) => {
  await visit(page, "/c/kitchen");
  const path = await firstProduct(page);
  await visitAndKeep(page, path);
  const name = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  const picture = page.getByRole("main").getByRole("img").first();
  await expect.poll(async () => page.evaluate(isKept((await picture.getAttribute("src")) ?? ""))).toBe(true);

  await context.setOffline(true);
  await visit(page, path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect
    .poll(() => picture.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth))
    .not.toBe(0);
});

test("a page that was opened within the app opens offline", async ({ page, context }) => {
  await visitAndKeep(page, "/c/kitchen");
  const path = await firstProduct(page);
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await expect.poll(() => page.evaluate(isKept(path))).toBe(true);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("button", { name: "Add to cart" })).toBeVisible();
});

test("a page that was not visited says that there is no connection, in its language", async ({
  page,
  context,
}) => {
  await visitAndKeep(page, "/");
  await context.setOffline(true);
  for (const [path, heading] of [
    ["/c/garden", "This page needs a connection"],
    ["/de/c/garden", "Diese Seite braucht eine Verbindung"],
    ["/account", "This page needs a connection"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expectAccessible(page);
  }
  await page.goto("/de/c/garden");
  await context.setOffline(false);
  await page.getByRole("link", { name: "Noch einmal versuchen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("Verbindung");
  await expect(page).toHaveURL(/\/de\/c\/garden$/);
});

test("a link within the app leads offline to a kept page, and to the page that says so", async ({
  page,
  context,
}) => {
  await visitAndKeep(page, "/c/kitchen");
  await visitAndKeep(page, "/c/garden");
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Departments" }).getByRole("link", { name: "Kitchen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kitchen");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page needs a connection");
});

test("no cache has an answer of the API, a page of an account, or a page that does not exist", async ({
  page,
  faults,
}) => {
  faults.expect(/404|_local\/sign-in|auth\/me|401/);
  await visitAndKeep(page, "/c/kitchen");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByRole("status")).toContainText("is in your cart");
  for (const path of [
    "/account",
    "/checkout/address",
    "/p/no-such-thing",
    "/_local/sign-in",
    "/api/categories",
  ])
    await page.goto(path);
  await visitAndKeep(page, "/de");
  const paths = (await page.evaluate<string[]>(keptAddresses)).map((address) => new URL(address).pathname);
  expect(paths).toContain("/c/kitchen");
  for (const path of paths)
    expect(path).toMatch(/^\/(assets\/.+|images\/.+|c\/\w+|p\/(?!no-such)[\w-]+|de|(de\/)?offline)$/);
});

test("a worker forgets caches of an earlier form", async ({ page }) => {
  await page.goto("/robots.txt");
  await page.evaluate(`caches.open("pages-0").then((cache) => cache.put("/old", new Response("old")))`);
  await visitAndKeep(page, "/");
  await expect.poll(() => page.evaluate(`caches.has("pages-0")`)).toBe(false);
});
