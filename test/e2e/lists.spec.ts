import type { Page } from "@playwright/test";
import { expect, expectAccessible, test, visit } from "./visit.ts";

const tiles = (page: Page) => page.getByRole("main").getByRole("listitem");
const announced = (page: Page) => page.locator("p[aria-live=polite]");

test("a filter keeps the focus, and its result is announced", async ({ page }) => {
  await visit(page, "/c/kitchen");
  await page.getByLabel("from").fill("20");
  await page.getByLabel("to", { exact: true }).fill("60");
  await page.getByRole("button", { name: "Apply" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=20&to=60/);
  await expect(announced(page)).toHaveText(/^\d+ products? shown\.$/);
  await expect(announced(page)).toContainText(`${await tiles(page).count()} product`);
  await expect(page.getByRole("button", { name: "Apply" })).toBeFocused();
  await expectAccessible(page);
});

test("a filter without a product says so", async ({ page }) => {
  await visit(page, "/c/kitchen");
  await page.getByLabel("from").fill("900000");
  await page.keyboard.press("Enter");
  await expect(announced(page)).toHaveText("No product matches.");
  await expect(page.getByLabel("from")).toBeFocused();
});

test("the fields of a filter show the address after a way back", async ({ page }) => {
  await visit(page, "/c/kitchen");
  await page.getByLabel("from").fill("20");
  await page.getByLabel("Sort by").selectOption("-price");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/sort=-price&from=20/);
  await page.goBack();
  await expect(page).toHaveURL(/\/c\/kitchen$/);
  await expect(page.getByLabel("from")).toHaveValue("");
  await expect(page.getByLabel("Sort by")).toHaveValue("price");
  await page.goForward();
  await expect(page.getByLabel("from")).toHaveValue("20");
  await expect(page.getByLabel("Sort by")).toHaveValue("-price");
});

test("a filter that is taken back leaves the focus on the page", async ({ page }) => {
  await visit(page, "/c/kitchen?from=20&to=60");
  await page.getByRole("link", { name: "Show all" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/c\/kitchen$/);
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page.getByLabel("from")).toHaveValue("");
});

test("the next part of a list is a page: it has the focus and is announced", async ({ page }) => {
  await visit(page, "/c/kitchen");
  for (const part of [2, 3]) {
    const before = await announced(page)
      .locator("span")
      .evaluateHandle((element: unknown) => element);
    const address = page.url();
    await page.getByRole("link", { name: "More products" }).focus();
    await page.keyboard.press("Enter");
    await expect(page, `part ${part}`).not.toHaveURL(address);
    await expect(page.getByRole("main")).toBeFocused();
    await expect(announced(page)).toHaveText("24 products shown.");
    // Screen readers read a new element, and no text that stays the same.
    expect(await before.evaluate((element) => (element as { isConnected: boolean }).isConnected)).toBe(false);
  }
  await page.getByRole("link", { name: "Back to the first ones" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/c\/kitchen$/);
  await expect(page.getByRole("main")).toBeFocused();
});
