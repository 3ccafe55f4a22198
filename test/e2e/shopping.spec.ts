import { expect, test, visit } from "./visit.ts";

test("a visitor goes from the home page to a department, to a product, and back", async ({ page }) => {
  await visit(page, "/");
  await page
    .getByRole("main")
    .getByRole("link", { name: /kitchen/i })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kitchen");
  const tile = page.getByRole("main").getByRole("listitem").getByRole("link").first();
  const name = (await tile.locator("span").nth(1).textContent()) ?? "";
  await tile.click();
  await expect(page).toHaveURL(/\/p\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.goBack();
  await expect(page).toHaveURL(/\/c\/kitchen$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kitchen");
});

test("a guest puts two things in the cart, and finds them there after a new start", async ({ page }) => {
  await visit(page, "/c/kitchen");
  const tiles = page.getByRole("main").getByRole("listitem").getByRole("link");
  const names: string[] = [];
  for (const index of [0, 1]) {
    await visit(page, "/c/kitchen");
    const name = (await tiles.nth(index).locator("span").nth(1).textContent()) ?? "";
    names.push(name);
    await tiles.nth(index).click();
    // The address changes before the page does.
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect(page.getByRole("status")).toContainText("is in your cart");
  }
  await visit(page, "/");
  const cart = page.getByRole("button", { name: /cart/i });
  await expect(cart).toContainText("2");
  await cart.click();
  for (const name of names) await expect(page.getByRole("dialog")).toContainText(name);
});

test("an account that signs in on the laptop's page has its own cart", async ({ page, faults }) => {
  // The page asks who is signed in, which is nobody at first. It has no policy of its own.
  faults.expect(/_local\/sign-in|auth\/me|401/);
  await page.goto("/_local/sign-in");
  await page
    .getByRole("row", { name: /customer@example.com/ })
    .getByRole("button")
    .click();
  await expect(page.locator("#state")).toContainText("Signed in");
  await visit(page, "/c/garden");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/p\//);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByRole("status")).toContainText("is in your cart");
  const held = await page.evaluate(() => localStorage.getItem("tradewind.cart"));
  expect(JSON.parse(held ?? "{}")).toMatchObject({ holder: "account" });
});

test("everything is reached by the keyboard, from the link that skips the header", async ({ page }) => {
  await visit(page, "/c/kitchen");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText("Skip to content");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#/);
  await visit(page, "/c/kitchen");
  await page.getByRole("button", { name: /cart/i }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: /cart/i })).toBeFocused();
});

test("a page has its like in the other language", async ({ page }) => {
  await visit(page, "/c/kitchen");
  await page.getByRole("link", { name: /Deutsch/ }).click();
  await expect(page).toHaveURL(/\/de\/c\/kitchen$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/de\/p\//);
});
