/**
 * Edits of paid orders. Money, stock and parcels agree after them, even when other changes race.
 */

import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { AwsError, NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { betweenNextReads } from "../../support/races.ts";
import { eventTypesOf, MINUTE } from "../../support/scenarios.ts";
import { ADDRESS, type Client, TestShop } from "../../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let support: Client;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  support = await shop.admin();
});
beforeEach(async () => {
  faultSwitch.clear();
  customer = await shop.customer();
});
afterAll(() => shop.stop());

const edit = (id: string, change: object, reference: string = crypto.randomUUID()) =>
  support.call("PATCH", `/admin/orders/${id}`, { body: { reference, reason: "Asked for it", ...change } });

const stockOf = async (sku: string) => {
  const { body } = await support.get(`/admin/stock/${sku}`);
  return [body.available, body.sold];
};

/** Places an order that is paid and waits for the carrier. */
async function placePaidOrder(lines: Record<string, number>): Promise<string> {
  for (const [sku, quantity] of Object.entries(lines)) await customer.addToCart(sku, quantity);
  const { body } = await customer.order();
  await shop.settle(0);
  return body.id;
}

async function atRest(): Promise<void> {
  await shop.settle();
  expect(await violations(shop.shop)).toEqual([]);
}

it("an edit removes units, adds cheaper ones, and refunds the difference", async () => {
  const [dear, cheap] = [await shop.variant({ price: 1000 }), await shop.variant({ price: 300 })];
  const id = await placePaidOrder({ [dear]: 3 });
  const lines = [
    { sku: dear, quantity: 1 },
    { sku: cheap, quantity: 2 },
  ];
  const { status, body } = await edit(id, { lines });
  expect(status).toBe(200);
  expect(body.totals.total.amount).toBe(1000 + 600 + 499);
  expect(body.payment).toMatchObject({ captured: { amount: 3499 }, refunded: { amount: 1400 } });
  expect(body.parcels[0].contents).toEqual(lines);
  expect(await Promise.all([dear, cheap].map(stockOf))).toEqual([
    [9, 1],
    [8, 2],
  ]);
  await atRest();
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({ status: "SHIPPED" });
});

it("an edit is made once for its reference, and a repeated request completes an interrupted edit", async () => {
  const sku = await shop.variant({ price: 1000 });
  const id = await placePaidOrder({ [sku]: 3 });
  const change = { lines: [{ sku, quantity: 2 }] };
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "Invoke" && caller === "EditOrder" ? { loseAnswer: true } : undefined,
  };
  expect((await edit(id, change, "one")).status).toBeGreaterThanOrEqual(500);
  faultSwitch.clear();
  const { body } = await edit(id, change, "one");
  expect(body.payment.refunded.amount).toBe(1000);
  expect(body.journal).toHaveLength(1);
  expect(await stockOf(sku)).toEqual([8, 2]);
  await atRest();
});

/** Written down after the edit, the refund was lost when the function died between the two. */
it("the refund of an edit is made, and then told, although the function dies after the edit", async () => {
  const sku = await shop.variant({ price: 2000 });
  const id = await placePaidOrder({ [sku]: 2 });
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "TransactWriteItems" && caller === "EditOrder" ? { crash: "after" } : undefined,
  };
  expect((await edit(id, { lines: [{ sku, quantity: 1 }] })).status).toBeGreaterThanOrEqual(500);
  faultSwitch.clear();
  const payment = async () => (await support.get(`/admin/orders/${id}`)).body.payment;
  expect(await payment()).toMatchObject({ refunded: { amount: 0 }, refunding: { amount: 2000 } });
  expect(await eventTypesOf(id)).toContain("order.edited");
  expect(await eventTypesOf(id)).not.toContain("order.refunded");

  await shop.settle(2 * MINUTE);
  expect(await payment()).toMatchObject({ refunded: { amount: 2000 } });
  expect(await eventTypesOf(id)).toContain("order.refunded");
  await atRest();
});

/** `constructor` was found among the edits of every order that had one. */
it("an edit is made under any reference, also one that is the name of an inherited member", async () => {
  const sku = await shop.variant({ price: 1000 });
  const id = await placePaidOrder({ [sku]: 3 });
  await edit(id, { lines: [{ sku, quantity: 2 }] }, "one");
  for (const repeated of [1, 2]) {
    const { status, body } = await edit(id, { lines: [{ sku, quantity: 1 }] }, "constructor");
    expect([repeated, status, body.lines[0].quantity]).toEqual([repeated, 200, 1]);
    expect(body.payment.refunded.amount).toBe(2000);
  }
});

it("an edit is refused whole when less is left of the payment than it would refund", async () => {
  const sku = await shop.variant({ price: 1000 });
  const id = await placePaidOrder({ [sku]: 3 });
  await support.call("POST", `/admin/orders/${id}/refunds`, {
    body: { reference: "gesture", amount: 3000, reason: "Sorry" },
  });
  const refused = await edit(id, { lines: [{ sku, quantity: 2 }] });
  expect([refused.status, refused.body.code]).toEqual([409, "payment.refund_exceeds"]);
  const { body } = await support.get(`/admin/orders/${id}`);
  expect([body.totals.total.amount, body.payment.refunded.amount]).toEqual([3499, 3000]);
  expect(await stockOf(sku)).toEqual([7, 3]);
  await atRest();
});

it("an edit of more lots than one transaction takes is refused, and made in two", async () => {
  const skus: string[] = [];
  for (let line = 0; line < 50; line += 1) skus.push(await shop.variant({ stock: 2, lots: 2 }));
  const id = await placePaidOrder(Object.fromEntries(skus.map((sku) => [sku, 2])));
  const keep = (count: number) =>
    edit(id, { lines: skus.slice(0, count).map((sku) => ({ sku, quantity: 2 })) });
  const refused = await keep(1);
  expect([refused.status, refused.body.code]).toEqual([422, "order.edit_too_large"]);
  expect((await support.get(`/admin/orders/${id}`)).body.lines).toHaveLength(50);

  expect([(await keep(25)).status, (await keep(1)).status]).toEqual([200, 200]);
  const levels = await Promise.all([skus[0], skus[1], skus[49]].map((sku) => stockOf(sku ?? "")));
  expect(levels).toEqual([
    [0, 2],
    [2, 0],
    [2, 0],
  ]);
  await atRest();
});

/** Its writes were made for the order before the other edit, and its parcels after it. */
it("an edit that another overtakes while it reads the order refunds nothing twice", async () => {
  const sku = await shop.variant({ price: 1000 });
  const id = await placePaidOrder({ [sku]: 4 });
  await edit(id, { lines: [{ sku, quantity: 3 }] });
  const { edit: editInProcess } = await import("@tradewind/commerce/order-admin");
  const lines = [{ sku, quantity: 2 }];
  await betweenNextReads(() => edit(id, { lines }));
  await editInProcess(await shop.context(), id, { reference: "late", reason: "Asked", lines });
  vi.restoreAllMocks();
  const { body } = await support.get(`/admin/orders/${id}`);
  expect([body.lines[0].quantity, body.payment.refunded.amount]).toEqual([2, 2000]);
  expect(await stockOf(sku)).toEqual([8, 2]);
  await atRest();
});

it("a change that was made for the order before an edit is refused", async () => {
  const sku = await shop.variant();
  const id = await placePaidOrder({ [sku]: 2 });
  const { read } = await import("@tradewind/commerce/orders");
  const { amend } = await import("../../../packages/commerce/src/orders/transition.ts");
  const before = (await read(id)) ?? expect.fail("The order is gone.");
  await edit(id, { lines: [{ sku, quantity: 1 }] });
  const steps = [{ step: "ScheduleDelivery", outcome: "succeeded" }] as const;
  expect(await amend(await shop.context(), before, { steps })).toBe(false);
  await atRest();
});

it("an edit changes the shipping address, but only to one that the carrier serves", async () => {
  const id = await placePaidOrder({ [await shop.variant()]: 1 });
  const there = { ...ADDRESS, line1: "2 Lane", postalCode: "54321" };
  expect((await edit(id, { shippingAddress: there })).body.shippingAddress).toEqual(there);
  const nowhere = await edit(id, { shippingAddress: { ...there, postalCode: "00000" } });
  expect([nowhere.status, nowhere.body.code]).toEqual([422, "order.shipping_unavailable"]);
  expect((await customer.get(`/orders/${id}`)).body.shippingAddress).toEqual(there);
  await atRest();
});

/** An error between the redirection and the commit left the carrier with the other address. */
it.each([
  ["is refused by the database", { refuse: new AwsError("InternalServerError", "Later", { status: 500 }) }],
  ["is committed, but not answered", { loseAnswer: true }],
])("an edit of the address that %s leaves the carrier with the order's address", async (_what, fault) => {
  const id = await placePaidOrder({ [await shop.variant()]: 1 });
  const { edit: editInProcess } = await import("@tradewind/commerce/order-admin");
  const { builtInDesk } = await import("../../../packages/commerce/src/logistics/built-in-desk.ts");
  const redirect = vi.spyOn(builtInDesk, "redirect");
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "TransactWriteItems" && caller === undefined ? fault : undefined,
  };
  const shippingAddress = { ...ADDRESS, postalCode: "54321" };
  const wanted = { reference: "moved", reason: "Moved", shippingAddress };
  await expect(editInProcess(await shop.context(), id, wanted)).rejects.toThrow();
  faultSwitch.clear();
  expect(redirect.mock.lastCall?.[1].to).toEqual((await customer.get(`/orders/${id}`)).body.shippingAddress);
  expect(redirect).toHaveBeenCalledTimes(2);
  // Repeated, the edit is made, once.
  const { body } = await edit(id, { shippingAddress }, "moved");
  expect([body.shippingAddress, body.journal.length]).toEqual([shippingAddress, 1]);
  vi.restoreAllMocks();
  await atRest();
});

it("an edit neither charges more nor sells units that are not in stock", async () => {
  const [sku, rare] = [await shop.variant(), await shop.variant({ stock: 1, price: 100 })];
  const id = await placePaidOrder({ [sku]: 2 });
  const more = await edit(id, { lines: [{ sku, quantity: 3 }] });
  expect([more.status, more.body.code]).toEqual([422, "order.edit_exceeds_payment"]);
  const gone = await edit(id, {
    lines: [
      { sku, quantity: 1 },
      { sku: rare, quantity: 2 },
    ],
  });
  expect([gone.status, gone.body.code]).toEqual([409, "stock.insufficient"]);
  expect(await stockOf(sku)).toEqual([8, 2]);
  await atRest();
});

it("an order that was edited is answered as it was placed, when its request comes again", async () => {
  const sku = await shop.variant();
  await customer.addToCart(sku, 3);
  const request = { paymentToken: await customer.cardToken(), key: "one-key" };
  const first = await customer.order(request);
  await shop.settle(0);
  for (const quantity of [2, 1]) {
    const shippingAddress = { ...ADDRESS, postalCode: `5432${quantity}` };
    expect((await edit(first.body.id, { lines: [{ sku, quantity }], shippingAddress })).status).toBe(200);
  }
  const again = await customer.order(request);
  expect([again.status, again.body]).toEqual([201, first.body]);
});

it("the invoice of an edited order adds up to what the shop keeps", async () => {
  const sku = await shop.variant();
  const id = await placePaidOrder({ [sku]: 3 });
  await edit(id, { lines: [{ sku, quantity: 1 }] });
  const invoice = async (): Promise<string> => (await customer.get(`/orders/${id}/invoice`)).body;
  expect(await invoice()).toContain("<td>Total</td><td></td><td></td><td>$14.99</td>");
  expect(await invoice()).not.toContain("Refunded so far");

  await support.call("POST", `/admin/orders/${id}/refunds`, {
    body: { reference: "gesture", amount: 499, reason: "Sorry" },
  });
  expect((await customer.get(`/orders/${id}`)).body.payment).toMatchObject({
    captured: { amount: 3499 },
    refunded: { amount: 2499 },
  });
  expect(await invoice()).toContain("<td>Refunded so far</td><td></td><td></td><td>$4.99</td>");
});

it("the refund of an edit that the processor has not confirmed is shown, and not on the invoice", async () => {
  const sku = await shop.variant();
  const id = await placePaidOrder({ [sku]: 3 });
  const [{ edit: editInProcess }, { testProcessor }, { StepError }] = await Promise.all([
    import("@tradewind/commerce/order-admin"),
    import("../../../packages/commerce/src/payments/test-processor.ts"),
    import("@tradewind/commerce/platform/errors"),
  ]);
  vi.spyOn(testProcessor, "refund").mockRejectedValue(new StepError("ProcessorUnavailable", "No answer"));
  const lines = [{ sku, quantity: 1 }];
  const wanted = { reference: "less", reason: "Asked", lines };
  const edited = await editInProcess(await shop.context(), id, wanted);
  expect(edited.payment).toMatchObject({ refunded: { amount: 0 }, refunding: { amount: 2000 } });
  await support.call("POST", `/admin/orders/${id}/refunds`, {
    body: { reference: "gesture", amount: 499, reason: "Sorry" },
  });
  const { body: invoice } = await customer.get(`/orders/${id}/invoice`);
  expect(invoice).toContain("<td>Refunded so far</td><td></td><td></td><td>$4.99</td>");
  vi.restoreAllMocks();
  // The sweep reaches the processor.
  await shop.settle(5 * 60_000);
  await atRest();
  expect((await customer.get(`/orders/${id}`)).body.payment.refunded.amount).toBe(2499);
});

it("an edit is refused while the payment is in flight and after the parcel has left", async () => {
  const sku = await shop.variant();
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) =>
      operation === "Invoke" && caller === "ProcessPayment" ? { delayMs: 5000 } : undefined,
  };
  const id = await placePaidOrder({ [sku]: 2 });
  const change = { lines: [{ sku, quantity: 1 }] };
  expect((await edit(id, change)).body.code).toBe("order.not_editable");
  await atRest();
  expect((await edit(id, change)).body.code).toBe("order.not_editable");
  expect((await customer.get(`/orders/${id}`)).body).toMatchObject({
    status: "SHIPPED",
    payment: { captured: { amount: 2499 }, refunded: { amount: 0 } },
  });
});

it("an edit that races with edits, a cancellation or a refund ends in a consistent state", async () => {
  const sku = await shop.variant({ stock: 100 });
  const ids: string[] = [];
  for (let order = 0; order < 4; order += 1) ids.push(await placePaidOrder({ [sku]: 3 }));
  const less = (id: string, quantity: number) => edit(id, { lines: [{ sku, quantity }] });
  await Promise.all(
    ids.flatMap((id, order) => [
      less(id, 2),
      less(id, 1),
      ...(order % 2 === 0 ? [customer.call("POST", `/orders/${id}/cancel`)] : []),
      support.call("POST", `/admin/orders/${id}/refunds`, {
        body: { reference: "race", amount: 500, reason: "Gesture" },
      }),
    ]),
  );
  await shop.settle();
  expect(await violations(shop.shop)).toEqual([]);
});
