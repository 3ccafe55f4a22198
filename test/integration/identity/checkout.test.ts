import { afterAll, beforeAll, expect, it } from "vitest";
import { TestShop } from "../../support/shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ checkout: "signed-in" });
});
afterAll(() => shop.stop());

it("a stage may let customers order without a second factor, but not staff do their work", async () => {
  const customer = await shop.customer({ mfa: false });
  expect((await customer.get("/orders")).status).toBe(200);
  const admin = await shop.member("admin", { mfa: false });
  expect((await admin.get("/admin/stock/ANY")).status).toBe(403);
  expect((await (await shop.admin()).get("/admin/stock/ANY")).status).toBe(404);
});
