/** The sweep of orders past their bound, every quarter of an hour. */

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { CARDS, type Client, TestShop } from "../../support/shop.ts";

const MINUTE = 60_000;

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

const rule = (action: "EnableRule" | "DisableRule") =>
  shop.shop.cloud.call("events", action, { Name: "StartOrderSaga", EventBusName: "Events" });

const statusOf = async (id: string) => (await customer.get(`/orders/${id}`)).body.status;

/** Open orders. */
async function open(): Promise<string[]> {
  const Orders = await import("@tradewind/commerce/orders");
  return (await Orders.openSince((shop.clock?.now() ?? 0) + MINUTE)).map(({ orderId }) => orderId);
}

it("the next sweep restarts an order whose saga never started", async () => {
  await rule("DisableRule");
  const id = await customer.buy(await shop.variant());
  await shop.settle(10 * MINUTE);
  await rule("EnableRule");
  expect([await statusOf(id), await open()]).toEqual(["PENDING", [id]]);
  await shop.settle(40 * MINUTE);
  expect([await statusOf(id), await open()]).toEqual(["SHIPPED", []]);
  expect(await violations(shop.shop)).toEqual([]);
});

it("the next sweep closes an order that was cancelled before its saga started", async () => {
  await rule("DisableRule");
  const id = await customer.buy(await shop.variant());
  await customer.call("POST", `/orders/${id}/cancel`);
  await rule("EnableRule");
  expect(await open()).toEqual([id]);
  await shop.settle(40 * MINUTE);
  expect([await statusOf(id), await open()]).toEqual(["CANCELLED", []]);
  expect(await violations(shop.shop)).toEqual([]);
});

it("a sweep ignores an order whose saga waits for the carrier, and flags one whose saga was aborted", async () => {
  faultSwitch.active = {
    ...NO_FAULTS,
    onDelivery: ({ channel }) =>
      channel.endsWith(":CarrierScans") ? { copies: 1, delayMs: 60 * MINUTE } : undefined,
  };
  const waiting = await customer.buy(await shop.variant());
  const aborted = await customer.buy(await shop.variant());
  await shop.settle(0);
  const Orders = await import("@tradewind/commerce/orders");
  const executionArn = (await Orders.read(aborted))?.execution;
  await shop.shop.cloud.call("states", "StopExecution", { executionArn });
  await shop.settle(40 * MINUTE);
  expect([await statusOf(waiting), await statusOf(aborted)]).toEqual(["FULFILLED", "NEEDS_ATTENTION"]);
  // The order stays open until a person has decided.
  expect((await open()).toSorted()).toEqual([waiting, aborted].toSorted());
  const { body } = await customer.get(`/orders/${aborted}/timeline`);
  expect(body.items.at(-1)).toMatchObject({
    name: "NEEDS_ATTENTION",
    detail: "The saga of the order ended: ABORTED.",
  });
});

it("orders that shipped, failed or were cancelled are not open", async () => {
  faultSwitch.clear();
  const before = await open();
  await customer.buy(await shop.variant());
  await customer.buy(await shop.variant(), { card: CARDS.declined });
  await customer.buy(await shop.variant(), { postalCode: "00000" });
  await shop.settle(2 * MINUTE);
  expect(await open()).toEqual(before);
});
