/** The sweep of orders that are due, every minute. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { buyWithoutSaga, endWait, openOrders, startSaga, withoutSagas } from "../../support/orders.ts";
import { CARDS, type Client, TestShop } from "../../support/shop.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
beforeEach(async () => {
  customer = await shop.customer();
});
afterEach(() => {
  faultSwitch.clear();
});
afterAll(() => shop.stop());

const statusOf = async (id: string) => (await customer.get(`/orders/${id}`)).body.status;

/** The carrier takes its time. */
const lateScans = (delayMs: number) => ({
  ...NO_FAULTS,
  onDelivery: ({ channel }: { channel: string }) =>
    channel.endsWith(":CarrierScans") ? { copies: 1, delayMs } : undefined,
});

it("the sweep starts an order whose saga never started, within two minutes", async () => {
  const id = await buyWithoutSaga(shop, customer);
  expect([await statusOf(id), await openOrders(shop)]).toEqual(["PENDING", [id]]);
  await shop.settle(2 * MINUTE);
  expect([await statusOf(id), await openOrders(shop)]).toEqual(["SHIPPED", []]);
  expect(await violations(shop.shop)).toEqual([]);
});

it("the sweep closes an order that was cancelled before its saga started", async () => {
  const id = await withoutSagas(shop, async () => {
    const placed = await customer.buy(await shop.variant());
    await customer.call("POST", `/orders/${placed}/cancel`);
    return placed;
  });
  expect(await openOrders(shop)).toEqual([id]);
  await shop.settle(2 * MINUTE);
  expect([await statusOf(id), await openOrders(shop)]).toEqual(["CANCELLED", []]);
  expect(await violations(shop.shop)).toEqual([]);
});

it("an order whose run dies in a step goes on once its lease is over", async () => {
  // Neither the step nor the step that would postpone the order gets an answer.
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "Invoke" && (caller === "ProcessPayment" || caller === "PostponeOrder")
        ? { crash: "before" }
        : undefined,
  };
  const id = await customer.buy(await shop.variant());
  await shop.settle(MINUTE);
  faultSwitch.clear();
  await shop.settle(2 * MINUTE);
  expect(await statusOf(id)).toBe("PENDING");
  await shop.settle(4 * MINUTE);
  expect(await statusOf(id)).toBe("SHIPPED");
  expect(await violations(shop.shop)).toEqual([]);
});

it("two runs at once do the work once: the second finds the order held, and ends", async () => {
  const sku = await shop.variant();
  const id = await customer.buy(sku);
  await Promise.all([startSaga(shop, id), startSaga(shop, id)]);
  await shop.settle();
  const { body } = await (await shop.admin()).get(`/admin/stock/${sku}`);
  expect([await statusOf(id), body.sold]).toEqual(["SHIPPED", 1]);
  expect(await violations(shop.shop)).toEqual([]);
});

describe("the orders that wait for their carrier", () => {
  it("cost the sweep nothing: it reads only what is due", async () => {
    const { sweep } = await import("@tradewind/commerce/orders/saga");
    const sweepCalls = async () => {
      const calls: string[] = [];
      const stop = shop.shop.meter.tap(({ service, operation }) => calls.push(`${service}.${operation}`));
      await sweep(await shop.context(), () => {});
      stop();
      return calls;
    };
    faultSwitch.active = lateScans(2 * HOUR);
    const idle = await sweepCalls();
    const sku = await shop.variant({ stock: 100 });
    for (let n = 0; n < 25; n += 1) await customer.buy(sku);
    await shop.settle(0);
    expect(await openOrders(shop)).toHaveLength(25);
    expect(await sweepCalls()).toEqual(idle);
    faultSwitch.clear();
    await shop.settle(3 * HOUR);
  });
});

it("an order at the end of its wait for the carrier is undone, and its booking cancelled", async () => {
  faultSwitch.active = lateScans(12 * HOUR);
  const sku = await shop.variant();
  const id = await customer.buy(sku);
  await shop.settle(0);
  await endWait(shop, id);
  await shop.settle(3 * MINUTE);
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
    status: "FAILED",
    failure: { reason: "SHIPPING_FAILED" },
    payment: { status: "REFUNDED" },
  });
  const staff = await shop.admin();
  expect((await staff.get(`/admin/stock/${sku}`)).body).toMatchObject({ available: 10, sold: 0 });
  const { parcels } = (await staff.get(`/admin/orders/${id}`)).body;
  expect(parcels.map(({ status }: { status: string }) => status)).toEqual(["CANCELLED"]);
  faultSwitch.clear();
});

it("orders that shipped, failed or were cancelled are not open", async () => {
  const before = await openOrders(shop);
  await customer.buy(await shop.variant());
  await customer.buy(await shop.variant(), { card: CARDS.declined });
  await customer.buy(await shop.variant(), { postalCode: "00000" });
  await shop.settle(2 * MINUTE);
  expect(await openOrders(shop)).toEqual(before);
});
