/** Returns: requested, decided on, received, restocked or written off, refunded. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { violations } from "../../support/invariants.ts";
import { passDays } from "../../support/returns.ts";
import { type Answer, type Client, TestShop } from "../../support/shop.ts";

const DAY = 24 * 60 * 60_000;
/** The pickup comes within seconds; a return waits for days. */
const SOON = 60_000;

let shop: TestShop;
let customer: Client;
let staff: Client;

beforeAll(async () => {
  shop = await TestShop.open();
  // Weeks pass here. Only the sweep of returns has something to do, and only when one is due.
  await shop.stopSweeps();
});
beforeEach(async () => {
  customer = await shop.customer();
  staff = await shop.admin();
});
afterAll(() => shop.stop());

const post = (client: Client, path: string, body: unknown): Promise<Answer> =>
  client.call("POST", path, { body });

async function shipped(quantity: number): Promise<{ id: string; sku: string }> {
  const sku = await shop.variant();
  const id = await customer.buy(sku, { quantity });
  await shop.settle(SOON);
  expect((await customer.get(`/orders/${id}`)).body.status).toMatch(/SHIPPED|DELIVERED/);
  return { id, sku };
}

const request = (id: string, sku: string, quantity: number) =>
  customer.requestReturn(id, [{ sku, quantity }]);

async function decide(id: string, returnId: string, approve: boolean): Promise<Answer> {
  await shop.settle(0);
  const answer = await post(staff, `/admin/orders/${id}/returns/${returnId}/decision`, { approve });
  await shop.settle(0);
  return answer;
}

async function receive(
  id: string,
  returnId: string,
  sku: string,
  quantity: number,
  condition: string,
): Promise<Answer> {
  const lines = [{ sku, quantity, condition }];
  const answer = await post(staff, `/admin/orders/${id}/returns/${returnId}/receipt`, { lines });
  await shop.settle(SOON);
  return answer;
}

async function payment(id: string) {
  const { body } = await customer.get(`/orders/${id}`);
  const { status, captured, refunded } = body.payment;
  return { order: body.status, status, captured: captured.amount, refunded: refunded.amount };
}

const stockOf = async (sku: string) => (await staff.get(`/admin/stock/${sku}`)).body;
const returnsOf = async (id: string) => (await customer.get(`/orders/${id}/returns`)).body.items;

const mailsAbout = async (id: string): Promise<string[]> =>
  (await shop.anybody().get("/_local/outbox")).body.items
    .filter(({ subject }: { subject: string }) => subject.includes(id))
    .map(({ subject }: { subject: string }) => subject)
    .toReversed();

describe("a return", () => {
  it("is restocked and refunded; the last unit also refunds shipping, even when it is written off", async () => {
    const { id, sku } = await shipped(2);
    const first = (await request(id, sku, 1)).body.id;
    expect((await decide(id, first, true)).body.status).toBe("APPROVED");
    expect((await receive(id, first, sku, 1, "resalable")).body).toMatchObject({ refund: { amount: 1000 } });
    expect(await payment(id)).toMatchObject({
      order: expect.stringMatching(/SHIPPED|DELIVERED/),
      status: "PARTIALLY_REFUNDED",
      refunded: 1000,
    });
    expect(await stockOf(sku)).toMatchObject({ available: 9, reserved: 0, sold: 1 });

    const second = (await request(id, sku, 1)).body.id;
    await decide(id, second, true);
    await receive(id, second, sku, 1, "damaged");
    expect(await payment(id)).toEqual({
      order: "RETURNED",
      status: "REFUNDED",
      captured: 2499,
      refunded: 2499,
    });
    expect(await stockOf(sku)).toMatchObject({ available: 9, reserved: 0, sold: 1 });
    expect((await returnsOf(id)).map(({ status }: { status: string }) => status)).toEqual([
      "COMPLETED",
      "COMPLETED",
    ]);
    const one = [
      `We have received your return request for order ${id}`,
      `Your return of order ${id} is approved`,
      `We have received your return of order ${id}`,
    ];
    const refunded = `Your refund for order ${id}`;
    expect((await mailsAbout(id)).slice(2)).toEqual([...one, refunded, ...one, refunded]);
  });

  it("that is received before its saga has begun is settled", async () => {
    const { id, sku } = await shipped(1);
    const { body } = await request(id, sku, 1);
    const path = `/admin/orders/${id}/returns/${body.id}`;
    const lines = [{ sku, quantity: 1, condition: "resalable" }];
    expect((await post(staff, `${path}/decision`, { approve: true })).status).toBe(200);
    expect((await post(staff, `${path}/receipt`, { lines })).status).toBe(200);
    await shop.settle(SOON);
    expect(await payment(id)).toMatchObject({ order: "RETURNED", status: "REFUNDED" });
    expect(await stockOf(sku)).toMatchObject({ available: 10, sold: 0 });
  });

  it("that is refused, or brings fewer units than announced, leaves the rest returnable", async () => {
    const { id, sku } = await shipped(2);
    const refused = (await request(id, sku, 2)).body.id;
    await decide(id, refused, false);
    expect(await payment(id)).toMatchObject({ status: "CAPTURED", refunded: 0 });
    const short = (await request(id, sku, 2)).body.id;
    await decide(id, short, true);
    await receive(id, short, sku, 1, "resalable");
    expect(await payment(id)).toMatchObject({ status: "PARTIALLY_REFUNDED", refunded: 1000 });
    expect((await request(id, sku, 1)).status).toBe(201);
    await shop.settle(0);
    expect(await mailsAbout(id)).toContain(`We cannot accept your return of order ${id}`);
  });

  it("of more units than were bought is refused, and so is a second one of the same units", async () => {
    const { id, sku } = await shipped(2);
    const more = await request(id, sku, 3);
    expect([more.status, more.body.code]).toEqual([422, "order.return_exceeds"]);
    const both = await Promise.all([request(id, sku, 2), request(id, sku, 2), request(id, sku, 2)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422, 422]);
    const returnId = both.find(({ status }) => status === 201)?.body.id;
    await decide(id, returnId, true);
    const twice = await Promise.all([
      receive(id, returnId, sku, 2, "resalable"),
      receive(id, returnId, sku, 2, "resalable"),
    ]);
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await payment(id)).toMatchObject({ order: "RETURNED", captured: 2499, refunded: 2499 });
    expect(await stockOf(sku)).toMatchObject({ available: 10, reserved: 0, sold: 0 });
  });

  it("needs one of the caller's own orders that shipped recently", async () => {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    const early = await request(id, sku, 1);
    expect([early.status, early.body.code]).toEqual([409, "order.not_returnable"]);
    await shop.settle(SOON);
    const stranger = await (await shop.customer()).requestReturn(id, [{ sku, quantity: 1 }]);
    expect([stranger.status, stranger.body.code]).toEqual([404, "order.not_found"]);
  });

  it("lapses when nobody decides in time, and cannot be requested after a month", async () => {
    const { id, sku } = await shipped(1);
    await request(id, sku, 1);
    await passDays(shop, 15);
    const Orders = await import("@tradewind/commerce/orders");
    const order = await Orders.read(id);
    expect(order?.returns?.claimed).toEqual({ [sku]: 0 });
    expect(await mailsAbout(id)).toContain(`Your return of order ${id} has expired`);
    shop.clock?.advanceTo((shop.clock?.now() ?? 0) + 16 * DAY);
    const late = await request(id, sku, 1);
    expect([late.status, late.body.code]).toEqual([409, "order.not_returnable"]);
    await shop.settle(SOON);
  });
});

it("a SKU may be the name of a member that every object inherits", async () => {
  const sku = "constructor";
  await shop.publish([{ sku, price: 1000, name: "Thing" }]);
  const Inventory = await import("@tradewind/commerce/inventory");
  await Inventory.open(await shop.context(), [{ sku, available: 10, lots: 1 }]);
  const id = await customer.buy(sku);
  await shop.settle(SOON);
  const { status, body } = await request(id, sku, 1);
  expect([status, (await request(id, sku, 1)).body.code]).toEqual([201, "order.return_exceeds"]);
  await decide(id, body.id, true);
  await receive(id, body.id, sku, 1, "resalable");
  expect(await payment(id)).toMatchObject({ order: "RETURNED", status: "REFUNDED" });
  expect(await stockOf(sku)).toMatchObject({ available: 10, sold: 0 });
});

it("a refund by support that races a return leaves the rest to the return", async () => {
  const { id, sku } = await shipped(1);
  const returnId = (await request(id, sku, 1)).body.id;
  await decide(id, returnId, true);
  const gesture = { reference: "gesture", amount: 1200, reason: "Sorry" };
  await Promise.all([
    post(staff, `/admin/orders/${id}/refunds`, gesture),
    receive(id, returnId, sku, 1, "resalable"),
  ]);
  await shop.settle(5 * SOON);
  const { order, captured, refunded } = await payment(id);
  expect([order, captured]).toEqual(["RETURNED", 1499]);
  expect(refunded).toBe(1499);
});

describe("an exchange", () => {
  interface Wanted {
    quantity?: number;
    price?: number;
    stock?: number;
    /** Number of units that may be ordered beyond the stock. */
    limit?: number;
  }

  /** An order whose units all came back for another variant, and its replacement order. */
  async function exchanged({ quantity = 1, limit, ...variant }: Wanted) {
    const { id, sku } = await shipped(quantity);
    const other = await shop.variant({ ...variant, of: sku });
    if (limit !== undefined) {
      const policy = { policy: "backorder", limit };
      await staff.call("PUT", `/admin/stock/${other}/policy`, { body: policy });
    }
    const lines = [{ sku, quantity, exchange: { sku: other } }];
    const { status, body } = await customer.requestReturn(id, lines);
    expect([status, body.lines[0].exchange]).toMatchObject([201, { sku: other }]);
    await decide(id, body.id, true);
    await receive(id, body.id, sku, quantity, "resalable");
    const [{ replacement, status: done }] = await returnsOf(id);
    expect(done).toBe("COMPLETED");
    const order = (await customer.get(`/orders/${replacement}`)).body;
    return { id, sku, other, replacement, order, mails: await mailsAbout(replacement) };
  }

  it("at the same price ships the other variant in a new order, and moves no money", async () => {
    const { id, sku, other, replacement, order, mails } = await exchanged({ price: 1000 });
    expect(order).toMatchObject({
      status: "SHIPPED",
      exchangeOf: id,
      lines: [{ sku: other, quantity: 1 }],
      totals: { credit: { amount: 1499 }, total: { amount: 0 } },
    });
    expect(await payment(id)).toMatchObject({ order: "RETURNED", status: "CAPTURED", refunded: 0 });
    expect(await stockOf(sku)).toMatchObject({ available: 10, sold: 0 });
    expect(await stockOf(other)).toMatchObject({ available: 9, reserved: 0, sold: 1 });
    expect(mails).toEqual([
      `We have placed your replacement order ${replacement}`,
      `Your order ${replacement} is on its way`,
    ]);
    expect(await mailsAbout(id)).not.toContain(`Your refund for order ${id}`);
    const told = (await staff.get(`/admin/orders/${replacement}/timeline`)).body.items;
    expect(told).toContainEqual(
      expect.objectContaining({ name: "PENDING", detail: `Replaces goods returned from order ${id}` }),
    );
    expect(told).toContainEqual(expect.objectContaining({ name: "PROCESSING", detail: "Nothing to pay" }));
    expect((await customer.get(`/orders/${replacement}/invoice`)).body).toContain(
      "Less value of returned goods",
    );
    // The replacement comes back for money: the price of the first order, with its shipping.
    const again = (await request(replacement, other, 1)).body.id;
    await decide(replacement, again, true);
    await receive(replacement, again, other, 1, "resalable");
    expect(await payment(id)).toMatchObject({ status: "REFUNDED", refunded: 1499 });
    expect((await customer.get(`/orders/${replacement}`)).body.status).toBe("RETURNED");
    expect(await mailsAbout(replacement)).toContain(`Your refund for order ${replacement}`);
  });

  it("for a cheaper variant refunds the difference", async () => {
    const { id, order, mails } = await exchanged({ price: 700, quantity: 2 });
    expect([order.status, order.totals.total.amount, mails.length]).toEqual(["SHIPPED", 0, 2]);
    expect(await payment(id)).toMatchObject({ status: "PARTIALLY_REFUNDED", refunded: 600 });
  });

  it("for a variant that is out of stock is refunded, and the customer is told", async () => {
    const { id, order, mails } = await exchanged({ price: 700, stock: 0 });
    expect(order).toMatchObject({ status: "FAILED", failure: { reason: "INVENTORY_UNAVAILABLE" } });
    expect(await payment(id)).toMatchObject({ order: "RETURNED", status: "REFUNDED", refunded: 1499 });
    expect(mails.at(-1)).toMatch(/could not be completed/);
    const { items } = (await shop.anybody().get("/_local/outbox")).body;
    expect(items[0].text).toMatch(/Something you ordered is no longer in stock: Thing \d+\./);
    expect(items[0].text).toContain("We have refunded $11.99 to your original payment method.");
  });

  it("for a backordered variant waits, and is refunded when the customer cancels", async () => {
    const kept = await exchanged({ stock: 0, limit: 5 });
    const given = await exchanged({ stock: 0, limit: 5 });
    expect([kept.order.status, given.order.status]).toEqual(["AWAITING_STOCK", "AWAITING_STOCK"]);
    await staff.call("POST", `/admin/stock/${kept.other}/adjustments`, {
      body: { reference: "box-1", quantity: 1, reason: "received" },
    });
    await post(customer, `/orders/${given.replacement}/cancel`, undefined);
    await shop.settle(SOON);
    expect((await customer.get(`/orders/${kept.replacement}`)).body.status).toBe("SHIPPED");
    expect(await payment(kept.id)).toMatchObject({ status: "CAPTURED", refunded: 0 });
    expect((await customer.get(`/orders/${given.replacement}`)).body.status).toBe("CANCELLED");
    expect(await payment(given.id)).toMatchObject({ status: "REFUNDED", refunded: 1499 });
    expect(await stockOf(given.other)).toMatchObject({ available: 0, promised: 0, sold: 0 });
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("that is cancelled is refunded", async () => {
    const { id, sku } = await shipped(2);
    const other = await shop.variant({ of: sku });
    const lines = [{ sku, quantity: 1, exchange: { sku: other } }];
    const { body } = await customer.requestReturn(id, lines);
    await decide(id, body.id, true);
    await post(staff, `/admin/orders/${id}/returns/${body.id}/receipt`, {
      lines: [{ sku, quantity: 1, condition: "damaged" }],
    });
    await shop.settle(0);
    const [{ replacement }] = await returnsOf(id);
    const edit = { reference: "less", reason: "Asked", lines: [{ sku: other, quantity: 1 }] };
    const edited = await staff.call("PATCH", `/admin/orders/${replacement}`, { body: edit });
    expect([edited.status, edited.body.code]).toEqual([409, "order.not_editable"]);
    expect((await post(customer, `/orders/${replacement}/cancel`, undefined)).body.status).toBe("CANCELLED");
    await shop.settle(SOON);
    expect(await payment(id)).toMatchObject({ status: "PARTIALLY_REFUNDED", refunded: 1000 });
    expect(await stockOf(other)).toMatchObject({ available: 10, reserved: 0, sold: 0 });
  });

  it("is for another variant of the same product that costs no more", async () => {
    const { id, sku } = await shipped(1);
    const ask = async (wanted: string) => {
      const lines = [{ sku, quantity: 1, exchange: { sku: wanted } }];
      const { status, body } = await customer.requestReturn(id, lines);
      return [status, body.code];
    };
    expect(await ask(await shop.variant({ price: 1001, of: sku }))).toEqual([422, "return.exchange_dearer"]);
    for (const wanted of [await shop.variant(), "SKU-NONE"])
      expect(await ask(wanted)).toEqual([422, "return.exchange_unavailable"]);
  });

  /** Two lines became one of 120 units, which neither the API nor its events declare. */
  it("has at most 99 units of one variant, from however many lines", async () => {
    const small = await shop.variant({ stock: 60 });
    const medium = await shop.variant({ stock: 60, of: small });
    const large = await shop.variant({ stock: 200, of: small });
    await customer.addToCart(medium, 60);
    const id = await customer.buy(small, { quantity: 60 });
    await shop.settle(SOON);
    const lines = (units: number) => [
      { sku: small, quantity: 60, exchange: { sku: large } },
      { sku: medium, quantity: units, exchange: { sku: large } },
    ];
    const { status, body } = await customer.requestReturn(id, lines(40));
    expect([status, body.code]).toEqual([422, "return.exchange_exceeds"]);
    const { id: returnId } = (await customer.requestReturn(id, lines(39))).body;
    await decide(id, returnId, true);
    await post(staff, `/admin/orders/${id}/returns/${returnId}/receipt`, {
      lines: lines(39).map(({ sku, quantity }) => ({ sku, quantity, condition: "resalable" })),
    });
    await shop.settle(SOON);
    const { replacement } = (await returnsOf(id)).at(-1);
    expect((await customer.get(`/orders/${replacement}`)).body).toMatchObject({
      status: "SHIPPED",
      lines: [{ sku: large, quantity: 99 }],
    });
  });
});

describe("a return that cannot be refunded", () => {
  it("needs attention, and staff settle it once the cause is gone", async () => {
    const { id, sku } = await shipped(1);
    const returnId = (await request(id, sku, 1)).body.id;
    await decide(id, returnId, true);
    shop.shop.cloud.lambda.define({
      name: "RefundReturn",
      timeoutMs: 10_000,
      load: () => () => {
        throw new Error("The processor has closed our account.");
      },
    });
    await receive(id, returnId, sku, 1, "resalable");
    await shop.settle(5 * SOON);
    expect((await returnsOf(id))[0].status).toBe("NEEDS_ATTENTION");
    expect(await stockOf(sku)).toMatchObject({ available: 10, sold: 0 });
    const path = `/admin/orders/${id}/returns/${returnId}/settlement`;
    const answers = await Promise.all([post(staff, path, undefined), post(staff, path, undefined)]);
    expect(answers.map(({ status }) => status)).toContain(200);
    const again = await post(staff, path, undefined);
    expect([again.status, again.body.code]).toEqual([409, "return.not_open"]);
    expect(await payment(id)).toMatchObject({ order: "RETURNED", status: "REFUNDED", refunded: 1499 });
    expect(await stockOf(sku)).toMatchObject({ available: 10, sold: 0 });
    // The invariants cover everything that happened in this shop.
    expect(await violations(shop.shop)).toEqual([]);
  });
});
