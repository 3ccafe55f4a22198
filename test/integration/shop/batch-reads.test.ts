/**
 * BatchGetItem as AWS documents it: it answers in any order, and leaves keys out when a partition
 * is busy or the answer would be too large.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { leftUnprocessed } from "../../support/database-faults.ts";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { MINUTE } from "../../support/scenarios.ts";
import { TestShop } from "../../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
afterEach(() => faultSwitch.clear());
afterAll(() => shop.stop());

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
