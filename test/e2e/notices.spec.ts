import type { Page } from "@playwright/test";
import { expect, expectAccessible, test, visit } from "./visit.ts";

const add = async (page: Page, path: string) => {
  await visit(page, path);
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/p\//);
  await page.getByRole("button", { name: /add to cart|in den warenkorb/i }).click();
};

test("the notice about the cart marks the name of the product with its language", async ({ page }) => {
  await add(page, "/de/c/kitchen");
  const status = page.getByRole("status");
  await expect(status).toContainText("liegt im Warenkorb.");
  await expect(status.locator("[lang=en]")).toHaveText(
    (await page.getByRole("heading", { level: 1 }).textContent()) ?? "",
  );
});

test("a filled cart on a laptop says how to order", async ({ page }) => {
  await add(page, "/c/kitchen");
  await expect(page.getByRole("status")).toContainText("is in your cart");
  await page.getByRole("button", { name: /^cart/i }).click();
  const cart = page.getByRole("dialog");
  await expect(cart).toContainText("Checkout comes with a later version.");
  await expect(cart.getByRole("link", { name: "Until then, order through the API." })).toHaveAttribute(
    "href",
    "/api-docs",
  );
  await expectAccessible(page);
});

test.describe("with pages that the test answers", () => {
  // Playwright does not see the requests of a service worker.
  test.use({ serviceWorkers: "block" });

  test("a filled cart of a shop in AWS does not speak of the API", async ({ page, faults }) => {
    faults.expect(/Service Worker registration blocked by Playwright/);
    await page.route(/\/p\/[^/]+$/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text())
        .replace(/<aside.*?<\/aside>/s, "")
        .replace('"local":true', '"local":false');
      await route.fulfill({ response: answer, body });
    });
    await visit(page, "/c/kitchen");
    const link = page.getByRole("main").getByRole("listitem").getByRole("link").first();
    await visit(page, (await link.getAttribute("href")) ?? "");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect(page.getByRole("status")).toContainText("is in your cart");
    await page.getByRole("button", { name: /^cart/i }).click();
    await expect(page.getByRole("dialog")).toContainText("Subtotal");
    await expect(page.getByRole("dialog")).not.toContainText("Checkout");
  });
});

test("links that look like buttons keep their shape in forced colours", async ({ page, faults }) => {
  faults.expect(/404/);
  await page.emulateMedia({ forcedColors: "active" });
  for (const [path, name] of [
    ["/", /^See /],
    ["/nothing", "Back to the shop"],
  ] as const) {
    await page.goto(path);
    const link = page.getByRole("link", { name });
    await expect(link).toHaveCSS("border-top-style", "solid");
    await expect(link).toHaveCSS("border-top-width", "1px");
  }
});
