/**
 * BatchGetItem as AWS documents it: it answers in any order, and leaves keys out when a partition
 * is busy or the answer would be too large.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { answeredBackwards, leftUnprocessed } from "../../support/database-faults.ts";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { getBody, HOUR, lateScans, MINUTE, postBody, stopSweeps, timeOf } from "../../support/scenarios.ts";
import { TestShop } from "../../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
afterEach(() => faultSwitch.clear());
afterAll(() => shop.stop());

/** Merges cold lots; no order waits, and no hold is left. */
const STOCK_SWEEP = {
  isOrphan: async () => true,
  serveWaiting: async () => {},
  deadline: Number.POSITIVE_INFINITY,
  failed: (sku: string) => expect.unreachable(`The sweep of ${sku} failed.`),
};

/** The next batch is answered without its first key, which is left to be asked for again. */
function busyOnce(): void {
  faultSwitch.active = { ...NO_FAULTS, onBatch: leftUnprocessed("") };
}

describe("a price that a batch leaves out", () => {
  let skus: string[];
  let found: string[];
  beforeAll(async () => {
    skus = [await shop.variant(), await shop.variant()];
    const Catalog = await import("@tradewind/commerce/catalog");
    busyOnce();
    found = (await Catalog.sellables(skus)).map(({ sku }) => sku);
  });

  it("is found all the same", () => {
    expect(found.toSorted()).toEqual(skus.toSorted());
  });
});

describe("a stock lot that a batch leaves out", () => {
  let available: number[];
  beforeAll(async () => {
    const skus = [await shop.variant({ stock: 10 }), await shop.variant({ stock: 10 })];
    const Inventory = await import("@tradewind/commerce/inventory");
    busyOnce();
    const offer = await Inventory.offers(await shop.context(), skus);
    available = skus.map((sku) => offer(sku).available);
  });

  it("is offered all the same", () => {
    expect(available).toEqual([10, 10]);
  });
});

describe("an order that a batch leaves out", () => {
  let ids: string[];
  let listed: string[];
  beforeAll(async () => {
    const customer = await shop.customer();
    ids = [await customer.buy(await shop.variant()), await customer.buy(await shop.variant())];
    await shop.settle(MINUTE);
    const Orders = await import("@tradewind/commerce/orders");
    const order = await Orders.read(ids[0] ?? "");
    if (!order) throw new Error("The order cannot be read.");
    busyOnce();
    const { orders } = await Orders.list({ customerId: order.customerId, limit: 10 });
    listed = orders.map(({ orderId }) => orderId);
  });

  it("is listed all the same", () => {
    expect(listed.toSorted()).toEqual(ids.toSorted());
  });
});

/**
 * Cold lots are merged into the first lot of the SKU's book, where an undo looks for their sales.
 * The order of a batch's answer must not matter.
 */
describe("orders from lots that were merged by an answer in another order", () => {
  let stock: { available: number; sold: number };
  beforeAll(async () => {
    await stopSweeps(shop);
    faultSwitch.active = lateScans(12 * HOUR);
    const Inventory = await import("@tradewind/commerce/inventory");
    const Orders = await import("@tradewind/commerce/orders");
    const customer = await shop.customer();
    const sku = await variantWithThreeLots();
    const orders = new Map<number, string>();
    for (let n = 0; n < 3; n += 1) {
      const id = await customer.buy(sku);
      await shop.settle(0);
      const [allocation] = (await Orders.read(id))?.allocations ?? [];
      orders.set(allocation?.lot ?? 0, id);
    }
    expect(new Set(orders.keys())).toEqual(new Set([1, 2, 3]));

    shop.clock?.advance(3 * HOUR);
    faultSwitch.active = { ...lateScans(12 * HOUR), onBatch: answeredBackwards };
    expect((await Inventory.sweep(await shop.context(), STOCK_SWEEP)).shrunk).toBe(1);
    faultSwitch.active = lateScans(12 * HOUR);
    // The order of the merged lot goes first.
    const staff = await shop.admin();
    for (const lot of [2, 1, 3])
      await postBody(staff, `/admin/orders/${orders.get(lot)}/cancel`, { reason: "Asked for it" });
    await shop.settle(10 * MINUTE);
    stock = await getBody(staff, `/admin/stock/${sku}`);
  });

  it("give all their units back when they are cancelled", () => {
    expect([stock.available, stock.sold]).toEqual([15, 0]);
  });
});

/** Of five units each in the north; lots become as many when a SKU is in demand. */
async function variantWithThreeLots(): Promise<string> {
  const { readStock, rewrite } = await import("../../../packages/commerce/src/inventory/stock.ts");
  const { emptyLot } = await import("../../../packages/commerce/src/inventory/stock-lot.ts");
  const sku = await shop.variant({ stock: 0 });
  const stock = await readStock(sku, timeOf(shop));
  if (!stock) throw new Error(`${sku} has no stock.`);
  const numbers = [1, 2, 3];
  const written = await rewrite(await shop.context(), stock, {
    opened: numbers.map((lot) => emptyLot({ sku, location: "loc_north", lot }, 5, timeOf(shop))),
    record: { lots: { ...stock.record.lots, loc_north: numbers }, next: 4 },
  });
  if (!written) throw new Error(`The lots of ${sku} could not be opened.`);
  return sku;
}
