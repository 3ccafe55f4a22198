/**
 * SKUs that can be ordered beyond their stock: promised units, waiting orders, and the order of
 * serving.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Waiting } from "@tradewind/commerce/inventory";
import { openTestAccount, signedIn } from "../../support/accounts.ts";
import { violations } from "../../support/invariants.ts";
import { endWait } from "../../support/orders.ts";
import { beforeNextTransaction, changeOrder } from "../../support/races.ts";
import { Client, PASSWORD, TestShop } from "../../support/shop.ts";
import { Stockroom } from "../../support/stock.ts";

const HOUR_MS = 60 * 60 * 1000;

let shop: TestShop;
let stockroom: Stockroom;
let admin: Client;
let customer: Client;

const PEOPLE = { "admin@test.example": "admin", "shopper@test.example": "customer" } as const;

/** Lets time pass, and signs everybody in again, as sessions end within days. */
async function later(milliseconds: number): Promise<void> {
  await shop.settle(milliseconds);
  const again = async (email: keyof typeof PEOPLE) =>
    new Client(shop.shop.url, await signedIn(shop.shop, { email, password: PASSWORD }));
  admin = await again("admin@test.example");
  customer = await again("shopper@test.example");
}

beforeAll(async () => {
  shop = await TestShop.open();
  stockroom = await Stockroom.of(shop);
  for (const [email, group] of Object.entries(PEOPLE))
    await openTestAccount(shop.shop, { email, password: PASSWORD, group, mfa: true });
  await later(0);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => shop.stop());

const setPolicy = (sku: string, body: object) => admin.call("PUT", `/admin/stock/${sku}/policy`, { body });
let boxes = 0;
const restock = (sku: string, quantity: number) =>
  admin.call("POST", `/admin/stock/${sku}/adjustments`, {
    body: { reference: `box-${++boxes}`, quantity, reason: "received" },
  });
/** Units come, and nobody serves the waiting orders yet. */
async function restockUntold(sku: string, quantity: number): Promise<void> {
  const rule = { Name: "TellOfArrivals", EventBusName: "Events" };
  await shop.shop.cloud.call("events", "DisableRule", rule);
  await restock(sku, quantity);
  await shop.settle(0);
  await shop.shop.cloud.call("events", "EnableRule", rule);
}
const statusOf = async (id: string): Promise<string> => (await customer.get(`/orders/${id}`)).body.status;
const mailsOf = async (id: string): Promise<string[]> =>
  (await customer.get("/_local/outbox")).body.items
    .map(({ subject }: { subject: string }) => subject)
    .filter((subject: string) => subject.includes(id))
    .map((subject: string) => subject.replace(id, "…"))
    .toReversed();
const shown = async (sku: string) =>
  (await shop.anybody().get(`/availability/${shop.productOf(sku)}`)).body.items[0];
const levelOf = async (sku: string) => (await admin.get(`/admin/stock/${sku}`)).body;

async function backordered({ stock = 0, limit = 5 } = {}): Promise<string> {
  const sku = await shop.variant({ stock });
  expect((await setPolicy(sku, { policy: "backorder", limit })).status).toBe(200);
  return sku;
}

describe("a SKU on backorder", () => {
  it("is ordered beyond its stock: the order is paid, waits, and ships when the units arrive", async () => {
    const sku = await backordered({ stock: 1 });
    expect(await shown(sku)).toEqual({ sku, availability: "in_stock", available: 1 });
    const first = await customer.buy(sku);
    await shop.settle();
    expect(await shown(sku)).toEqual({ sku, availability: "backorder", available: 0 });
    await customer.addToCart(sku, 2);
    expect((await customer.get("/cart")).body.items[0].availability).toBe("backorder");
    const { id } = (await customer.order()).body;
    await later(2 * HOUR_MS);

    const waiting = (await customer.get(`/orders/${id}`)).body;
    expect([waiting.status, waiting.awaiting]).toEqual(["AWAITING_STOCK", [{ sku, quantity: 2 }]]);
    expect(waiting.payment.status).toBe("CAPTURED");
    expect(await levelOf(sku)).toMatchObject({ available: 0, sold: 1, promised: 2, promisable: 3 });
    expect(await violations(shop.shop)).toEqual([]);

    await restock(sku, 3);
    await shop.settle();
    expect(await statusOf(id)).toBe("SHIPPED");
    expect(await levelOf(sku)).toMatchObject({ available: 1, sold: 3, promised: 0, promisable: 5 });
    expect(await shown(sku)).toMatchObject({ availability: "in_stock", available: 1 });
    expect(await mailsOf(id)).toEqual([
      "We have received your order …",
      "Part of your order … is not in stock yet",
      "All items of your order … are in stock",
      "Your order … is on its way",
    ]);
    const { items } = (await customer.get(`/orders/${id}/timeline`)).body;
    const states = items.filter(({ kind }: { kind: string }) => kind === "status");
    expect(states.map(({ name }: { name: string }) => name)).toEqual([
      "PENDING",
      "PROCESSING",
      "AWAITING_STOCK",
      "FULFILLED",
      "SHIPPED",
    ]);
    expect(states[2].detail).toMatch(/^Paid; waiting for 2 × Thing/);
    expect(await statusOf(first)).toBe("SHIPPED");
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("never promises more than its limit, even to concurrent orders", async () => {
    const sku = await backordered({ stock: 2, limit: 5 });
    expect((await customer.addToCart(sku, 6)).body).toMatchObject({
      code: "cart.stock_insufficient",
      available: 5,
    });
    const buyers = await Promise.all(Array.from({ length: 10 }, () => shop.customer()));
    await Promise.all(buyers.map((buyer) => buyer.addToCart(sku)));
    const placed = await Promise.all(buyers.map((buyer) => buyer.order()));
    await shop.settle();
    const statuses = await Promise.all(
      buyers.map(async (buyer) => (await buyer.get("/orders")).body.items[0]?.status),
    );
    const count = (status: string) => statuses.filter((one) => one === status).length;
    const refused = placed.filter(({ body }) => body.code === "order.out_of_stock").length;
    expect([count("SHIPPED"), count("AWAITING_STOCK"), count("FAILED") + refused]).toEqual([2, 5, 3]);
    expect(await shown(sku)).toMatchObject({ availability: "out_of_stock", available: 0 });
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("serves the oldest order first, newer ones last, and leaves no unit unused while somebody waits", async () => {
    const sku = await backordered({ limit: 20 });
    const wanted = [2, 4, 1, 1];
    const ids: string[] = [];
    for (const quantity of wanted) {
      ids.push(await customer.buy(sku, { quantity }));
      shop.clock?.advance(1000);
    }
    await shop.settle();
    const statuses = () => Promise.all(ids.map(statusOf));
    await restock(sku, 3);
    // The time is before any waiting order is served.
    const late = await stockroom.reserve(sku, "ord_late");
    expect(late).toMatchObject([{ location: "incoming" }]);
    await stockroom.release("ord_late", late ?? []);
    await shop.settle();
    expect(await statuses()).toEqual(["SHIPPED", "AWAITING_STOCK", "SHIPPED", "AWAITING_STOCK"]);
    await restock(sku, 5);
    await shop.settle();
    expect(await statuses()).toEqual(["SHIPPED", "SHIPPED", "SHIPPED", "SHIPPED"]);
    expect(await shown(sku)).toMatchObject({ availability: "backorder", available: 0 });
  });

  it("keeps units that have come for the waiting orders, for a minute at most", async () => {
    const { serveWaiting } = await import("@tradewind/commerce/orders/saga");
    const sku = await backordered();
    const id = await customer.buy(sku);
    await shop.settle();
    await restockUntold(sku, 2);
    for (const [seconds, location] of [
      [59.999, "incoming"],
      [60, "loc_main"],
    ] as const) {
      const other = `ord_after_${seconds}`;
      const allocations = await stockroom.later(seconds * 1000).reserve(sku, other);
      expect(allocations).toMatchObject([{ location }]);
      await stockroom.release(other, allocations ?? []);
    }
    await serveWaiting(stockroom.ctx, sku);
    await shop.settle();
    expect(await statusOf(id)).toBe("SHIPPED");
    const next = await stockroom.reserve(sku, "ord_next");
    expect(next).toMatchObject([{ location: "loc_main" }]);
    await stockroom.release("ord_next", next ?? []);
  });

  it("serves an order that changes at that moment all the same", async () => {
    const { serveWaiting } = await import("@tradewind/commerce/orders/saga");
    const sku = await backordered();
    const id = await customer.buy(sku);
    await shop.settle();
    await restockUntold(sku, 1);
    await beforeNextTransaction(() => changeOrder(id));
    await serveWaiting(stockroom.ctx, sku);
    expect(await levelOf(sku)).toMatchObject({ available: 0, sold: 1, promised: 0 });
    await shop.settle();
    expect(await statusOf(id)).toBe("SHIPPED");
  });

  it("waits for each SKU of an order, until the last has come", async () => {
    const skus = [await shop.variant({ stock: 0 }), await shop.variant({ stock: 0 })] as const;
    const [soon, late] = [2, 10].map((days) => new Date(Date.UTC(2026, 11, days)).toISOString());
    for (const [sku, shipsFrom] of [
      [skus[0], late],
      [skus[1], soon],
    ] as const)
      await setPolicy(sku, { policy: "backorder", limit: 5, shipsFrom });
    for (const sku of skus) await customer.addToCart(sku);
    const { id } = (await customer.order()).body;
    await shop.settle();
    const { items } = (await customer.get(`/orders/${id}/timeline`)).body;
    const waits = items.find(({ name }: { name: string }) => name === "AWAITING_STOCK");
    expect(waits.detail).toContain(`which ship from ${late}`);

    for (const sku of skus) await setPolicy(sku, { policy: "backorder", limit: 5 });
    const { read } = await import("@tradewind/commerce/orders");
    const before = await read(id);
    await restock(skus[0], 1);
    await shop.settle();
    const order = (await customer.get(`/orders/${id}`)).body;
    expect([order.status, order.awaiting]).toEqual(["AWAITING_STOCK", [{ sku: skus[1], quantity: 1 }]]);
    expect((await read(id))?.version).toBe((before?.version ?? 0) + 1);
    await restock(skus[1], 1);
    await shop.settle();
    expect(await statusOf(id)).toBe("SHIPPED");
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("forgets an order that a late duplicate enters again once it was served", async () => {
    const { serveWaiting } = await import("@tradewind/commerce/orders/saga");
    const { inventory, ctx } = stockroom;
    const sku = await backordered();
    const id = await customer.buy(sku);
    await shop.settle();
    const waiting = async () => {
      const entries: Waiting[] = [];
      for await (const entry of inventory.waitingFor(sku)) entries.push(entry);
      return entries;
    };
    const entries = await waiting();
    await restock(sku, 1);
    await shop.settle();
    expect(await statusOf(id)).toBe("SHIPPED");
    await inventory.enterQueue(
      id,
      entries.map(({ lot, quantity }) => ({ sku, location: "incoming", lot, quantity })),
    );
    expect(await waiting()).toEqual(entries);
    await serveWaiting(ctx, sku);
    expect(await waiting()).toEqual([]);
  });

  it("refunds a customer who cancels instead of waiting, and frees the promised unit", async () => {
    const sku = await backordered({ limit: 1 });
    const id = await customer.buy(sku);
    await shop.settle();
    expect((await customer.call("POST", `/orders/${id}/cancel`)).status).toBe(200);
    await shop.settle();
    const { status, payment } = (await customer.get(`/orders/${id}`)).body;
    expect([status, payment.status]).toEqual(["CANCELLED", "REFUNDED"]);
    expect(await levelOf(sku)).toMatchObject({ sold: 0, promised: 0, promisable: 1 });
    await restock(sku, 1);
    await shop.settle();
    expect(await levelOf(sku)).toMatchObject({ available: 1, sold: 0 });
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("refunds an order whose units do not arrive in time", async () => {
    const sku = await backordered();
    const id = await customer.buy(sku);
    await shop.settle();
    await endWait(shop, id);
    await shop.settle(3 * 60_000);
    const { status, failure, payment } = (await customer.get(`/orders/${id}`)).body;
    expect([status, failure.reason, payment.status]).toEqual(["FAILED", "INVENTORY_UNAVAILABLE", "REFUNDED"]);
    expect(await levelOf(sku)).toMatchObject({ promised: 0, promisable: 5 });
    const { items } = (await shop.anybody().get("/_local/outbox")).body;
    const mail = items.find(({ subject }: { subject: string }) => subject.includes(id));
    expect(mail.text).toContain("We are sorry. Some items of your order did not become available in time.\n");
  });

  it("keeps promised units when its policy changes", async () => {
    const sku = await backordered({ limit: 5 });
    const id = await customer.buy(sku, { quantity: 3 });
    await shop.settle();
    const tooLow = await setPolicy(sku, { policy: "backorder", limit: 2 });
    expect([tooLow.status, tooLow.body.code, tooLow.body.promised]).toEqual([409, "stock.limit_promised", 3]);
    expect((await setPolicy(sku, { policy: "deny" })).body).toMatchObject({ promised: 3, promisable: 0 });
    expect((await customer.addToCart(sku)).body.code).toBe("cart.stock_insufficient");
    await restock(sku, 3);
    await shop.settle();
    expect(await statusOf(id)).toBe("SHIPPED");
    expect((await customer.addToCart(sku)).body.code).toBe("cart.stock_insufficient");
  });

  it("that may not be ordered any more promises nothing that a cancelled order frees", async () => {
    const sku = await backordered({ limit: 5 });
    const id = await customer.buy(sku, { quantity: 3 });
    await shop.settle();
    await setPolicy(sku, { policy: "deny" });
    expect((await customer.call("POST", `/orders/${id}/cancel`)).status).toBe(200);
    await shop.settle();
    expect(await levelOf(sku)).toMatchObject({ promised: 0, promisable: 0 });
    expect(await shown(sku)).toMatchObject({ availability: "out_of_stock", available: 0 });
    expect(await violations(shop.shop)).toEqual([]);
  });
});

describe("a SKU on preorder", () => {
  it("is promised until its date and ships from then on, even if units arrive earlier", async () => {
    const sku = await shop.variant({ stock: 0 });
    const shipsFrom = new Date((shop.clock?.now() ?? 0) + 3 * HOUR_MS).toISOString();
    await setPolicy(sku, { policy: "preorder", limit: 10, shipsFrom });
    await restock(sku, 4);
    expect(await shown(sku)).toEqual({ sku, availability: "preorder", shipsFrom, available: 0 });
    const id = await customer.buy(sku, { quantity: 3 });
    await later(2 * HOUR_MS);
    expect(await statusOf(id)).toBe("AWAITING_STOCK");
    expect(await levelOf(sku)).toMatchObject({ available: 4, promised: 3 });
    expect(await violations(shop.shop)).toEqual([]);
    await later(1.5 * HOUR_MS);
    expect(await statusOf(id)).toBe("SHIPPED");
    expect(await shown(sku)).toEqual({ sku, availability: "in_stock", available: 1 });
    expect(await violations(shop.shop)).toEqual([]);
  });

  it.each([
    { policy: "preorder", limit: 1 },
    { policy: "preorder", limit: 0, shipsFrom: "2027-01-01T00:00:00Z" },
    { policy: "backorder" },
    { policy: "deny", limit: 1 },
    { policy: "sometimes" },
  ])("refuses the policy %j", async (body) => {
    const answer = await setPolicy(await shop.variant(), body);
    expect([answer.status, answer.body.code]).toEqual([400, "request.invalid"]);
  });
});
