/** The largest order: as many lines as a cart holds, each from as many lots as a location opens. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { FaultSwitch } from "../support/fault-switch.ts";
import { violations } from "../support/invariants.ts";
import { getBody, HOUR, lateScans, postBody } from "../support/scenarios.ts";
import { type Client, TestShop } from "../support/shop.ts";

const LINES = 50;
const LOTS = 32;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let skus: string[];
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  customer = await shop.customer();
  // A lot holds one unit.
  skus = [];
  for (let line = 0; line < LINES; line += 1)
    skus.push(await shop.variant({ stock: LOTS, lots: LOTS, weightGrams: 1 }));
});
afterEach(() => faultSwitch.clear());
afterAll(() => shop.stop());

async function buyAll(): Promise<string> {
  const [first = "", ...others] = skus;
  for (const sku of others) await customer.addToCart(sku, LOTS);
  const id = await customer.buy(first, { quantity: LOTS });
  await shop.settle(0);
  const { read } = await import("@tradewind/commerce/orders");
  const order = await read(id);
  expect([order?.status, order?.allocations?.length]).toEqual(["FULFILLED", LINES * LOTS]);
  return id;
}

async function expectStock(available: number): Promise<void> {
  const staff = await shop.admin();
  const levels = await Promise.all(skus.map((sku) => getBody(staff, `/admin/stock/${sku}`)));
  const expected = skus.map((sku) => ({ sku, available, reserved: 0, sold: LOTS - available }));
  expect(
    levels.map(({ sku, available: left, reserved, sold }) => ({ sku, available: left, reserved, sold })),
  ).toEqual(expected);
}

it("an order of 1,600 lots is cancelled, and another shipped and returned", async () => {
  faultSwitch.active = lateScans(HOUR);
  const cancelled = await buyAll();
  await expectStock(0);
  await postBody(customer, `/orders/${cancelled}/cancel`);
  await shop.settle(0);
  await expectStock(LOTS);

  faultSwitch.clear();
  const id = await buyAll();
  await shop.settle();
  expect((await getBody(customer, `/orders/${id}`)).status).toBe("SHIPPED");
  const lines = skus.map((sku) => ({ sku, quantity: LOTS }));
  const { body: asked } = await customer.requestReturn(id, lines);
  await shop.settle(0);
  const staff = await shop.admin();
  await postBody(staff, `/admin/orders/${id}/returns/${asked.id}/decision`, { approve: true });
  await shop.settle(0);
  const came = lines.map((line) => ({ ...line, condition: "resalable" }));
  await postBody(staff, `/admin/orders/${id}/returns/${asked.id}/receipt`, { lines: came });
  await shop.settle();
  const order = await getBody(staff, `/admin/orders/${id}`);
  expect([order.status, order.payment.status]).toEqual(["RETURNED", "REFUNDED"]);
  await expectStock(LOTS);
  expect(await violations(shop.shop)).toEqual([]);
});
