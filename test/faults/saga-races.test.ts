import { type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { statuses, violations } from "../support/invariants.ts";
import { type Client, TestShop } from "../support/shop.ts";
import { Weather } from "../support/weather.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const weather = new Weather();
let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open({ faults: weather.faults });
});
beforeEach(async () => {
  weather.clear();
  customer = await shop.customer();
});
afterAll(() => shop.stop());

/** The fates of the invocations of a function, first to last; those that come later go well. */
function invocations(name: string, ...fates: ReturnType<Faults["onCall"]>[]): Faults["onCall"] {
  return ({ operation, caller }) => (operation === "Invoke" && caller === name ? fates.shift() : undefined);
}

/** The carrier's scans take so much longer. */
const scansLate = (delayMs: number): Faults => ({
  ...NO_FAULTS,
  onDelivery: ({ channel }) => (channel.endsWith(":CarrierScans") ? { copies: 1, delayMs } : undefined),
});

it("an order that ships before its booking is answered for keeps its payment, and its saga ends", async () => {
  weather.now = {
    ...NO_FAULTS,
    // The carrier has come and gone when the booking is tried again.
    onCall: invocations("ScheduleDelivery", { loseAnswer: true }, { delayMs: 5000 }),
  };
  const id = await customer.buy(await shop.variant());
  await shop.settle();
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
    status: "SHIPPED",
    payment: { status: "CAPTURED" },
  });
  expect(await violations(shop.shop)).toEqual([]);
});

it("a second saga of the same order that cannot claim it undoes nothing of the first", async () => {
  weather.now = scansLate(2 * 60_000);
  const id = await customer.buy(await shop.variant());
  await shop.settle(0);
  const { body: order } = await customer.get(`/orders/${id}`);
  expect(order.status).toBe("FULFILLED");

  const crash = { crash: "before" } as const;
  weather.now = {
    ...weather.now,
    onCall: invocations("ReserveStock", crash, crash, crash, crash, crash, crash),
  };
  const { arn: stateMachineArn } = shop.shop.links.get("OrderSaga") as { arn: string };
  const input = JSON.stringify({ correlationId: "again", data: { orderId: id, lines: order.lines } });
  await shop.shop.cloud.call("states", "StartExecution", { stateMachineArn, input });
  await shop.settle();
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
    status: "SHIPPED",
    payment: { status: "CAPTURED" },
  });
  expect(await violations(shop.shop)).toEqual([]);
});

it("a scan that arrives while the order is refunded does not ship it", async () => {
  weather.now = {
    ...scansLate(DAY_MS + 30_000),
    // The saga gives the carrier up after a day, refunds, and is held up before it releases the stock.
    onCall: invocations("ReleaseStock", { delayMs: 60_000 }),
  };
  const id = await customer.buy(await shop.variant());
  await shop.settle(2 * DAY_MS);
  expect(await violations(shop.shop, { acknowledged: [id] })).toEqual([]);
  expect(await statuses(shop.shop)).toEqual({ SHIPPED: 2, FAILED: 1 });
});

it("an order whose undo fails throughout is shown as one that needs attention", async () => {
  const crashes = Array.from({ length: 6 }, () => ({ crash: "before" }) as const);
  weather.now = { ...NO_FAULTS, onCall: invocations("RefundPayment", ...crashes) };
  const id = await customer.buy(await shop.variant(), { postalCode: "00000" });
  await shop.settle();
  expect((await customer.get(`/orders/${id}`)).body.status).toBe("NEEDS_ATTENTION");
  expect(await violations(shop.shop, { attention: true })).toEqual([]);
  expect(await violations(shop.shop)).toEqual([
    { invariant: "an order ends", detail: `${id} is NEEDS_ATTENTION` },
  ]);

  // What failed works again: a person has it undone.
  const admin = await shop.admin();
  const undone = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Works again" } });
  expect(undone.body).toMatchObject({ status: "FAILED", payment: { status: "REFUNDED" } });
  await shop.settle();
  expect(await violations(shop.shop)).toEqual([]);
  const again = await admin.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Twice" } });
  expect([again.status, again.body.code]).toEqual([409, "order.not_undoable"]);
});
