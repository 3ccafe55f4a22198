import { expect, test } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import type { Use } from "@tradewind/blueprint/language/define";
import { TestShop } from "../../support/shop.ts";

const wrongUses: Readonly<Record<string, Use[]>> = {
  AddCartItem: [{ resource: commerceTable, access: "read" }],
  GetCart: [],
};
const routes = blueprint.api.routes.map((route) => ({
  ...route,
  uses: wrongUses[route.name] ?? route.uses,
}));

test("functions that call more than their uses declare fail the test that called them", async () => {
  const shop = await TestShop.open({ blueprint: { ...blueprint, api: { ...blueprint.api, routes } } });
  const sku = await shop.variant();
  const customer = await shop.customer();
  expect((await customer.addToCart(sku)).status).toBe(200);
  expect((await customer.get("/cart")).status).toBe(200);
  const error = await shop.stop().catch((problem: Error) => problem);
  expect(error?.message.split("\n").toSorted()).toEqual([
    "AddCartItem called dynamodb:PutItem, which its `uses` do not allow.",
    "GetCart called dynamodb:BatchGetItem, which its `uses` do not allow.",
    "GetCart called dynamodb:GetItem, which its `uses` do not allow.",
  ]);
});
