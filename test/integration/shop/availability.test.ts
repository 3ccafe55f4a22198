import { afterAll, beforeAll, expect, it } from "vitest";
import { faultPlan, type MeteredCall, NO_FAULTS, ROUGH_WEATHER, unitsOf } from "@tradewind/local-cloud";
import { TestShop } from "../../support/shop.ts";
import { orderIds, Stockroom } from "../../support/stock.ts";

/** Calls of a saga's steps may fail, and deliveries may be late, repeated, or lost once. */
const plan = faultPlan(26, ROUGH_WEATHER);
const STEPS = new Set(["ReserveStock", "CommitStock", "RefundPayment", "ReleaseStock", "FailOrder"]);

let shop: TestShop;
let stockroom: Stockroom;

beforeAll(async () => {
  plan.enabled = false;
  shop = await TestShop.open({
    cache: true,
    faults: {
      ...NO_FAULTS,
      onCall: (call) => (STEPS.has(call.caller ?? "") ? plan.onCall(call) : undefined),
      onDelivery: (delivery) => plan.onDelivery(delivery),
    },
  });
  stockroom = await Stockroom.of(shop);
});
afterAll(() => shop.stop());

/** The availability that a shopper sees; the answer may come from the cache. */
async function shown(sku: string) {
  const { status, headers, body } = await shop.anybody().get(`/availability/${shop.productOf(sku)}`);
  expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=5"]);
  return body.items[0];
}

it("the catalog shows the remaining units within five seconds of a change", async () => {
  const sku = await shop.variant({ stock: 3, lots: 2 });
  expect(await shown(sku)).toEqual({ sku, availability: "in_stock", available: 3 });
  await stockroom.reserve(sku, "ord_all", 3);
  expect((await shown(sku)).available).toBe(3);
  shop.clock?.advance(5_000);
  expect(await shown(sku)).toEqual({ sku, availability: "out_of_stock", available: 0 });
});

it("the catalog is right after steps died or ran twice and events came late, twice and out of order", async () => {
  const sku = await shop.variant({ stock: 20 });
  const customer = await shop.customer();
  await shop.settle();
  plan.enabled = true;
  for (let order = 0; order < 12; order += 1) {
    await customer.buy(sku, order % 3 === 0 ? { card: "4000000000000002" } : { quantity: 2 });
    await shop.settle(1000);
  }
  await shop.settle();
  plan.enabled = false;
  expect(plan.injected.length).toBeGreaterThan(10);
  const { available, reserved, sold } = await stockroom.level(sku);
  expect([available, reserved, sold]).toEqual([4, 0, 16]);
  expect((await shown(sku)).available).toBe(4);
});

it("reading a SKU with thousands of orders in 32 lots is cheap, as the cache answers", async () => {
  const sku = await shop.variant({ stock: 10_000, lots: 32 });
  await stockroom.level(sku);
  for (const orderId of orderIds(640, 900_000)) await stockroom.reserve(sku, orderId);
  const calls: MeteredCall[] = [];
  const stop = shop.shop.meter.tap((call) => calls.push(call));
  for (let view = 0; view < 100; view += 1) expect((await shown(sku)).available).toBe(10_000 - 640);
  stop();
  const units = unitsOf(calls, "readUnits");
  process.stdout.write(`100 looks at a SKU in 32 lots with 640 open orders: ${units} read units\n`);
  expect(units).toBeLessThanOrEqual(20);
});
