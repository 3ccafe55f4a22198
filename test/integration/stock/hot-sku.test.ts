import { afterAll, beforeAll, expect, it } from "vitest";
import { TestShop } from "../../support/shop.ts";
import { orderIds, Stockroom } from "../../support/stock.ts";

/**
 * AWS allows 1,000 writes a second. A smaller partition shows the same with fewer calls, before its
 * lot counts as hot and is split.
 */
const WRITE_UNITS_PER_SECOND = 8;

let shop: TestShop;
let stockroom: Stockroom;

beforeAll(async () => {
  // A refused write stays refused: the clock stands still, so the second never ends.
  process.env["AWS_MAX_ATTEMPTS"] = "1";
  const partitions = { perTable: 4096, writeUnitsPerSecond: WRITE_UNITS_PER_SECOND, burstSeconds: 1 };
  shop = await TestShop.open({ partitions });
  stockroom = await Stockroom.of(shop);
});
afterAll(() => shop.stop());

/**
 * Number of orders that get a unit of a hot SKU within one second, when more come than it can
 * serve.
 */
async function reservationsInOneSecond(lots: number, firstOrder: number): Promise<number> {
  const sku = await shop.variant({ stock: 10_000, lots });
  await stockroom.level(sku);
  let reserved = 0;
  for (let order = firstOrder; ; order += 64) {
    const wave = await Promise.allSettled(orderIds(64, order).map((id) => stockroom.reserve(sku, id)));
    const got = wave.filter(({ status }) => status === "fulfilled").length;
    for (const one of wave) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ name: "ThrottlingException" });
    }
    reserved += got;
    // Most writes are refused, as the capacity of the second is used up.
    if (got < 16) break;
  }
  expect(await stockroom.level(sku)).toEqual({ available: 10_000 - reserved, reserved, sold: 0 });
  return reserved;
}

it("a SKU in 32 lots takes at least ten times the reservations of one lot", async () => {
  const one = await reservationsInOneSecond(1, 0);
  const many = await reservationsInOneSecond(32, 100_000);
  process.stdout.write(`reservations in a second: ${one} by one lot, ${many} by 32\n`);
  expect(one).toBeGreaterThan(2);
  expect(many).toBeGreaterThanOrEqual(10 * one);
});

it("the last unit of a SKU in 32 lots is sold, and no unit more", async () => {
  const sku = await shop.variant({ stock: 33, lots: 32 });
  await stockroom.level(sku);
  const found: boolean[] = [];
  for (const orderId of orderIds(35, 200_000)) {
    found.push((await stockroom.reserve(sku, orderId)) !== undefined);
    shop.clock?.advance(1000);
  }
  expect(found).toEqual([...Array.from({ length: 33 }, () => true), false, false]);
});
