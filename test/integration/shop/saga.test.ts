import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { letSagasEnd, startSaga, withoutSagas } from "../../support/orders.ts";
import { CARDS, type Client, TestShop } from "../../support/shop.ts";

let shop: TestShop;
let customer: Client;
let admin: Client;

beforeAll(async () => {
  shop = await TestShop.open();
});
beforeEach(async () => {
  customer = await shop.customer();
  admin = await shop.admin();
});
afterAll(() => shop.stop());

/** Access tokens live for an hour: staff sign in again. */
const seenByStaff = async (path: string) => (await (await shop.admin()).get(path)).body;
const stockOf = (sku: string) => seenByStaff(`/admin/stock/${sku}`);
const staffOrder = (id: string) => seenByStaff(`/admin/orders/${id}`);

interface Row {
  when: string;
  card?: string;
  postalCode?: string;
  stock?: number;
  order: { status: string; reason?: string };
  payment: { status?: string; captured?: number; refunded?: number };
  stockAfter: { available: number; reserved: number; sold: number };
  mails: RegExp[];
}

const HOUR = 60 * 60 * 1000;

/** One unit at $10.00 with $4.99 shipping. */
const TOTAL = 1499;

const table: Row[] = [
  {
    when: "all goes well",
    order: { status: "SHIPPED" },
    payment: { status: "CAPTURED", captured: TOTAL, refunded: 0 },
    stockAfter: { available: 9, reserved: 0, sold: 1 },
    mails: [/We have received your order/, /on its way/],
  },
  {
    when: "the card is declined",
    card: CARDS.declined,
    order: { status: "FAILED", reason: "PAYMENT_FAILED" },
    payment: { status: "DECLINED", captured: 0, refunded: 0 },
    stockAfter: { available: 10, reserved: 0, sold: 0 },
    mails: [/We have received your order/, /could not be completed/],
  },
  {
    when: "the card has insufficient funds",
    card: CARDS.insufficientFunds,
    order: { status: "FAILED", reason: "PAYMENT_FAILED" },
    payment: { status: "DECLINED", captured: 0, refunded: 0 },
    stockAfter: { available: 10, reserved: 0, sold: 0 },
    mails: [/We have received your order/, /could not be completed/],
  },
  {
    when: "the processor does not answer for hours",
    card: CARDS.processorTimeout,
    order: { status: "FAILED", reason: "PAYMENT_FAILED" },
    payment: { status: "VOIDED", captured: 0, refunded: 0 },
    stockAfter: { available: 10, reserved: 0, sold: 0 },
    mails: [/We have received your order/, /could not be completed/],
  },
  {
    when: "the stock is gone by then",
    stock: 0,
    order: { status: "FAILED", reason: "INVENTORY_UNAVAILABLE" },
    payment: {},
    stockAfter: { available: 0, reserved: 0, sold: 0 },
    mails: [/We have received your order/, /could not be completed/],
  },
  {
    when: "the carrier refuses the address",
    postalCode: "00000",
    order: { status: "FAILED", reason: "SHIPPING_FAILED" },
    payment: { status: "REFUNDED", captured: TOTAL, refunded: TOTAL },
    stockAfter: { available: 10, reserved: 0, sold: 0 },
    mails: [/We have received your order/, /could not be completed/],
  },
];

describe("an order's saga", () => {
  it.each(table)("when $when: $order.status $order.reason", async (row) => {
    const sku = await shop.variant();
    const id = await withoutSagas(shop, () => customer.buy(sku, row));
    if (row.stock !== undefined)
      await admin.call("PUT", `/admin/stock/${sku}`, { body: { available: row.stock } });
    await startSaga(shop, id);
    await letSagasEnd(shop, 8 * HOUR);

    const order = await staffOrder(id);
    expect(order.status).toBe(row.order.status);
    expect(order.failure?.reason).toBe(row.order.reason);
    expect(order.payment.status).toBe(row.payment.status);
    expect(order.payment.captured?.amount).toBe(row.payment.captured);
    expect(order.payment.refunded?.amount).toBe(row.payment.refunded);
    expect(await stockOf(sku)).toMatchObject({ sku, ...row.stockAfter });

    const { body: outbox } = await shop.anybody().get("/_local/outbox");
    const subjects: string[] = outbox.items
      .filter((mail: { subject: string; text: string }) => (mail.subject + mail.text).includes(id))
      .map((mail: { subject: string }) => mail.subject)
      .toReversed();
    expect(subjects).toHaveLength(row.mails.length);
    for (const [index, subject] of row.mails.entries()) expect(subjects[index]).toMatch(subject);
  });

  it("shows its failed attempts and its compensations in the timeline", async () => {
    const sku = await shop.variant();
    const id = await customer.buy(sku, { card: CARDS.processorTimeout });
    await letSagasEnd(shop, 8 * HOUR);
    const body = await seenByStaff(`/admin/orders/${id}/timeline`);
    const told = body.items
      .filter(({ kind }: { kind: string }) => ["status", "step", "compensation"].includes(kind))
      .map(({ name, outcome, detail }: Record<string, string>) =>
        [name, outcome, outcome === "failed" && detail].filter(Boolean).join(" "),
      );
    expect(told).toEqual([
      "PENDING",
      ...Array.from({ length: 12 }, () => "ProcessPayment failed ProcessorUnavailable"),
      "RefundPayment succeeded",
      "ReleaseStock succeeded",
      "FAILED",
    ]);
    const times = body.items.map(({ at }: { at: string }) => at);
    expect(times).toEqual(times.toSorted());
  });

  it("refunds and restocks an order that is cancelled while it waits for the carrier", async () => {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    // Everything but the carrier's pickup, a second later.
    await shop.settle(0);
    expect((await customer.get(`/orders/${id}`)).body.status).toBe("FULFILLED");

    const cancelled = await customer.call("POST", `/orders/${id}/cancel`);
    expect(cancelled.status).toBe(200);
    expect(cancelled.body.status).toBe("CANCELLED");
    await shop.settle();

    const { body: order } = await customer.get(`/orders/${id}`);
    expect(order).toMatchObject({ status: "CANCELLED", payment: { status: "REFUNDED" } });
    expect(await stockOf(sku)).toMatchObject({ available: 10, reserved: 0, sold: 0 });
    expect((await customer.call("POST", `/orders/${id}/cancel`)).body.status).toBe("CANCELLED");
  });

  it("cannot be cancelled once it is shipped", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle();
    const { status, body } = await customer.call("POST", `/orders/${id}/cancel`);
    expect([status, body.code]).toEqual([409, "order.not_cancellable"]);
  });

  it("runs once when its event arrives twice", async () => {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    const { body: placed } = await customer.get(`/orders/${id}`);
    const { cloud, links } = shop.shop;
    const { arn } = links.get("OrderSaga") as { arn: string };
    const envelope = { correlationId: "again", data: { orderId: placed.id, lines: placed.lines } };
    await cloud.call("states", "StartExecution", { stateMachineArn: arn, input: JSON.stringify(envelope) });
    await shop.settle();
    expect((await customer.get(`/orders/${id}`)).body.payment.status).toBe("CAPTURED");
    expect(await stockOf(sku)).toMatchObject({ available: 9, reserved: 0, sold: 1 });
  });

  it("gives only the customer's own orders", async () => {
    const id = await customer.buy(await shop.variant());
    const other = await shop.customer();
    for (const path of [`/orders/${id}`, `/orders/${id}/timeline`]) {
      const { status, body } = await other.get(path);
      expect([status, body.code]).toEqual([404, "order.not_found"]);
    }
    expect((await other.call("POST", `/orders/${id}/cancel`)).status).toBe(404);
    expect((await other.get("/orders")).body.items).toEqual([]);
    expect((await customer.get("/orders")).body.items[0].id).toBe(id);
  });
});
