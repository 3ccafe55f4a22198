/** Refunds and edits by staff, and the mails about them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../../support/fault-switch.ts";
import { ADDRESS, type Answer, type Client, TestShop } from "../../../support/shop.ts";
import { bodyOf, getBody, HOUR, lateScans } from "./support.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let customer: Client;
let staff: Client;
beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  customer = await shop.customer();
  staff = await shop.admin();
});
afterAll(() => shop.stop());

/** Takes all but one unit out of an order that waits for the carrier. */
async function leaveOneUnit(id: string, sku: string, more: object = {}): Promise<void> {
  const body = { reference: "edit", reason: "Asked for it", lines: [{ sku, quantity: 1 }], ...more };
  bodyOf(await staff.call("PATCH", `/admin/orders/${id}`, { body }));
}

/**
 * Today the same Idempotency-Key is answered with the lines, totals and address of a later edit,
 * and not with what was placed.
 */
describe("an order that is placed again with the same Idempotency-Key, after staff have edited it", () => {
  let first: Answer;
  let again: Answer;
  beforeAll(async () => {
    faultSwitch.active = lateScans(HOUR);
    const sku = await shop.variant();
    await customer.addToCart(sku, 3);
    const request = { paymentToken: await customer.cardToken(), key: "one-key" };
    first = await customer.order(request);
    await shop.settle(0);
    await leaveOneUnit(bodyOf(first).id, sku, { shippingAddress: { ...ADDRESS, postalCode: "54321" } });
    again = await customer.order(request);
  });

  it("is the same order", () => {
    expect([again.status, again.body.id]).toEqual([first.status, first.body.id]);
  });
  it.fails("is answered as it was at first", () => {
    expect(again.body).toEqual(first.body);
  });
});

/**
 * Today the invoice of an edited order counts the edit twice: its total is the one after the edit,
 * and what the edit gave back is taken off once more.
 */
describe("the invoice of an order that staff have edited", () => {
  let keptByShop: number;
  let invoice: { total: number; givenBack: number };
  beforeAll(async () => {
    faultSwitch.active = lateScans(HOUR);
    const sku = await shop.variant();
    const id = await customer.buy(sku, { quantity: 3 });
    await shop.settle(0);
    await leaveOneUnit(id, sku);
    const { payment } = await getBody(customer, `/orders/${id}`);
    keptByShop = payment.captured.amount - payment.refunded.amount;
    const html: string = await getBody(customer, `/orders/${id}/invoice`);
    const cents = (label: string) => {
      const amount = new RegExp(`<td>${label}</td>.*?\\$(\\d+)\\.(\\d\\d)`, "s").exec(html);
      return amount ? Number(`${amount[1]}${amount[2]}`) : 0;
    };
    invoice = { total: cents("Total"), givenBack: cents("Refunded so far") };
  });

  it("shows the total after the edit", () => {
    expect(invoice.total).toBe(1499);
  });
  it.fails("adds up to what the shop keeps", () => {
    expect(invoice.total - invoice.givenBack).toBe(keptByShop);
  });
});
