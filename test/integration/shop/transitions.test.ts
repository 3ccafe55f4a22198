/**
 * The database refuses transitions that the state machine does not allow, even from code with a
 * stale order.
 */

import { afterAll, beforeAll, expect, it } from "vitest";
import {
  orderCancelled,
  orderFailed,
  orderFulfilled,
  orderProcessing,
  orderShipped,
} from "@tradewind/blueprint/areas/events";
import { ORDER_STATUSES, type OrderStatus, transitionsFrom } from "@tradewind/blueprint/areas/order-states";
import { type Client, TestShop } from "../../support/shop.ts";

let shop: TestShop;
let customer: Client;
let shipped: string;

beforeAll(async () => {
  shop = await TestShop.open();
  customer = await shop.customer();
  shipped = await customer.buy(await shop.variant());
  await shop.settle(60_000);
});
afterAll(() => shop.stop());

const total = { amount: 1499, currency: "USD" };
const EVENTS = {
  PROCESSING: { definition: orderProcessing, data: { total } },
  FULFILLED: { definition: orderFulfilled, data: { total } },
  SHIPPED: { definition: orderShipped, data: { trackingNumber: "trk_1" } },
  FAILED: { definition: orderFailed, data: { reason: "PAYMENT_FAILED" as const, detail: "Late." } },
  CANCELLED: { definition: orderCancelled, data: {} },
};

/** Every transition that does not start in the order's status. */
const stale = ORDER_STATUSES.filter((status) => status !== "SHIPPED").flatMap((from) =>
  transitionsFrom(from)
    .filter((to) => to in EVENTS)
    .map((to): [OrderStatus, keyof typeof EVENTS] => [from, to as keyof typeof EVENTS]),
);

it.each(stale)("an order that has shipped does not go from %s to %s", async (from, to) => {
  const Orders = await import("@tradewind/commerce/orders");
  const { transact } = await import("@tradewind/commerce/platform/dynamodb/transaction");
  const order = await Orders.read(shipped);
  if (!order) throw new Error("The order is gone.");
  expect(order.status).toBe("SHIPPED");
  const { definition, data } = EVENTS[to];
  const event = { definition, data: { orderId: shipped, customerId: order.customerId, ...data } as never };
  // Acts like a process with a stale copy of the order.
  const believed = { ...order, status: from };
  const context = await shop.context();
  expect(await transact(Orders.transitionWrites(context, believed, to, event))).toEqual({
    committed: false,
    refused: [0],
  });
  expect(await Orders.read(shipped)).toEqual(order);
});

it("a payment that is captured is neither authorised nor captured again", async () => {
  const Payments = await import("@tradewind/commerce/payments");
  const { transact } = await import("@tradewind/commerce/platform/dynamodb/transaction");
  for (const write of [
    Payments.authorizedWrite(await shop.context(), shipped, "auth_2"),
    Payments.capturedWrite(await shop.context(), shipped, total),
  ])
    expect(await transact([write])).toEqual({ committed: false, refused: [0] });
});

it("a transition that the state machine does not have is an error", async () => {
  const Orders = await import("@tradewind/commerce/orders");
  const order = await Orders.read(shipped);
  if (!order) throw new Error("The order is gone.");
  const context = await shop.context();
  const event = {
    definition: orderCancelled,
    data: { orderId: shipped, customerId: order.customerId },
  };
  expect(() => Orders.transitionWrites(context, order, "CANCELLED", event)).toThrow(
    "No order goes from SHIPPED to CANCELLED.",
  );
});

it("an order of few attempts holds its whole history: nothing else is read", async () => {
  const Orders = await import("@tradewind/commerce/orders");
  const order = (await Orders.read(shipped)) ?? expect.fail("The order is gone.");
  let calls = 0;
  const stop = shop.shop.meter.tap(() => (calls += 1));
  expect(await Orders.wholeHistory(order)).toEqual(order.history);
  stop();
  expect(calls).toBe(0);
});

it("an order of many attempts holds the newest outcomes, and tells all of them, oldest first", async () => {
  const Orders = await import("@tradewind/commerce/orders");
  const { amend } = await import("../../../packages/commerce/src/orders/transition.ts");
  const context = await shop.context();
  const timeline = async () => (await customer.get(`/orders/${shipped}/timeline`)).body.items;
  const before = (await timeline()).length;
  const attempts = Array.from({ length: 60 }, (_, number) => `Attempt ${number}`);
  for (const detail of attempts) {
    const order = await Orders.read(shipped);
    shop.clock?.advance(1);
    const steps = [{ step: "ScheduleDelivery", outcome: "failed" as const, detail }];
    expect(order && (await amend(context, order, { steps }))).toBe(true);
  }
  const order = await Orders.read(shipped);
  expect(order?.history.at(-1)?.detail).toBe("Attempt 59");
  expect(order?.history.length).toBeLessThan(50);
  const items: { detail?: string }[] = await timeline();
  expect(items).toHaveLength(before + 60);
  expect(items.slice(before).map(({ detail }) => detail)).toEqual(attempts);
});
