import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  await shop.stopSweeps();
  const { inventory, ctx } = stockroom;
  const sku = await shop.variant({ stock: 1 });
  const [going] = orderIds(1, 500) as [string];
  const allocations = (await stockroom.reserve(sku, going)) ?? [];
  shop.clock?.advance(24 * HOUR_MS);
  expect((await stockroom.sweep()).freed).toBe(0);
  expect(await stockroom.reserve(sku, "ord_next")).toBeUndefined();
  await inventory.commit(ctx, going, allocations);
  expect(await stockroom.level(sku)).toEqual({ available: 0, reserved: 0, sold: 1 });
});

it("a hold that its order does not need is freed when it is half an hour old, and not before", async () => {
  const sku = await shop.variant({ stock: 1 });
  await stockroom.reserve(sku, "ord_gone");
  const isOrphan = async (orderId: string) => orderId === "ord_gone";
  shop.clock?.advance(HOUR_MS / 2 - 1);
  expect((await stockroom.sweep({ isOrphan })).freed).toBe(0);
  shop.clock?.advance(1);
  expect((await stockroom.sweep({ isOrphan })).freed).toBe(1);
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
  await stockroom.sweep();
  await stockroom.sweep();
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

it("the audit names the holds of orders that have ended or do not exist", async () => {
  const { inventory, ctx } = stockroom;
  const sku = await shop.variant({ stock: 5 });
  const [open, ended, unknown] = orderIds(3, 700) as [string, string, string];
  for (const orderId of [open, ended, unknown]) await stockroom.reserve(sku, orderId);
  async function* orders() {
    yield { orderId: open, allocations: [], sold: undefined };
    yield { orderId: ended, allocations: [], sold: false };
  }
  const { findings } = await inventory.audit(ctx, orders());
  expect(findings.filter((one) => one.startsWith(`${sku},`))).toEqual([
    `${sku}, loc_main, lot 0: held for ${ended}, which has ended.`,
    `${sku}, loc_main, lot 0: held for ${unknown}, which does not exist.`,
  ]);
});

describe("a sweep whose time is up", () => {
  const skus = Array.from({ length: 120 }, (_, index) => `SWEPT-${String(index).padStart(3, "0")}`);
  beforeAll(async () => {
    const { inventory, ctx } = stockroom;
    await inventory.open(
      ctx,
      skus.map((sku) => ({ sku, available: 5 })),
    );
    // Each has a hold that a sweep asks about.
    for (const sku of skus)
      await inventory.hold(ctx, { sku, location: "loc_main", lot: 0, quantity: 1 }, "ord_orphan");
    shop.clock?.advance(HOUR_MS);
  });

  /** Sweeps until it has come to so many SKUs, of which it frees none. */
  async function sweepUntil(count: number) {
    const seen: string[] = [];
    const start = stockroom.ctx.clock.now();
    const clock = { now: () => (seen.length < count ? start : start + HOUR_MS) };
    const failing = skus[7];
    const failed: string[] = [];
    const { left } = await stockroom.inventory.sweep(
      { ...stockroom.ctx, clock },
      {
        isOrphan: async (_orderId, { sku }) => {
          seen.push(sku);
          if (sku === failing) throw new Error("Its order cannot be read.");
          return false;
        },
        serveWaiting: async () => {},
        deadline: start + HOUR_MS,
        failed: (sku) => failed.push(sku),
      },
    );
    return { left, seen: seen.filter((sku) => skus.includes(sku)), failed };
  }

  it("is gone on with by the next, until each SKU has had its turn once", async () => {
    const runs = [await sweepUntil(1)];
    while (runs.at(-1)?.left) runs.push(await sweepUntil(1));
    expect(runs.length).toBeGreaterThanOrEqual(3);
    expect(runs.flatMap(({ seen }) => seen).toSorted()).toEqual(skus);
  });

  it("is not ended by a SKU that fails", async () => {
    const { left, seen, failed } = await sweepUntil(1000);
    expect(left).toBe(false);
    expect(failed).toEqual([skus[7]]);
    expect(seen.toSorted()).toEqual(skus);
  });
});
