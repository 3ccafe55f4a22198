import { afterAll, beforeAll, expect, it } from "vitest";
import { TestShop } from "../../support/shop.ts";
import { orderIds, Stockroom } from "../../support/stock.ts";

const HOUR_MS = 60 * 60 * 1000;

let shop: TestShop;
let stockroom: Stockroom;

beforeAll(async () => {
  shop = await TestShop.open();
  stockroom = await Stockroom.of(shop);
});
afterAll(() => shop.stop());

const noOrphan = async () => false;
async function* noOrders(): AsyncGenerator<never> {}

it("the scheduled sweep frees the hold of an order that does not exist, after half an hour", async () => {
  const sku = await shop.variant({ stock: 1 });
  const [gone] = orderIds(1, 400) as [string];
  await stockroom.reserve(sku, gone);
  await shop.settle(20 * 60_000);
  expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 1, sold: 0 });
  await shop.settle(HOUR_MS);
  expect(await stockroom.level(sku)).toEqual({ available: 1, reserved: 0, sold: 0 });
});

it("a hold stays while its order needs it, however long, and whoever else wants the units", async () => {
  // In this shop only the test starts sweeps.
  shop.shop.cloud.lambda.define({ name: "SweepStock", timeoutMs: 10_000, load: () => () => ({}) });
  const { inventory, ctx } = stockroom;
  const sku = await shop.variant({ stock: 1 });
  const [going] = orderIds(1, 500) as [string];
  const allocations = (await stockroom.reserve(sku, going)) ?? [];
  shop.clock?.advance(24 * HOUR_MS);
  expect((await inventory.sweep(ctx, noOrphan)).freed).toBe(0);
  expect(await stockroom.reserve(sku, "ord_next")).toBeUndefined();
  await inventory.commit(ctx, going, allocations);
  expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 0, sold: 1 });
});

it("cold lots are merged with their sales, and the audit compares these with the orders", async () => {
  const { inventory, ctx } = stockroom;
  const sku = await shop.variant({ stock: 40, lots: 4 });
  await stockroom.level(sku);
  const orders = orderIds(12, 600);
  const sales = new Map<string, NonNullable<Awaited<ReturnType<Stockroom["reserve"]>>>>();
  for (const orderId of orders) {
    const allocations = (await stockroom.reserve(sku, orderId)) ?? [];
    await inventory.commit(ctx, orderId, allocations);
    sales.set(orderId, allocations);
  }
  shop.clock?.advance(2 * HOUR_MS);
  await inventory.sweep(ctx, noOrphan);
  await inventory.sweep(ctx, noOrphan);
  const { locations, ...level } = await inventory.get(ctx, sku);
  expect(locations.map(({ lots }) => lots)).toEqual([1]);
  expect(level).toMatchObject({ sku, available: 28, reserved: 0, sold: 12 });
  async function* sold() {
    for (const [orderId, allocations] of sales) yield { orderId, allocations, sold: true };
  }
  const agree = async () =>
    (await inventory.audit(ctx, sold())).findings.filter((one) => one.startsWith(`${sku},`));
  expect(await agree()).toEqual([]);
  expect((await inventory.audit(ctx, noOrders())).findings).toContain(
    `${sku}, loc_main, lot 0: 12 units are sold, but orders hold 0.`,
  );
});
