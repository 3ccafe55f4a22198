/** The staff's list of orders, the timeline of an order, and the staff's actions on orders. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { captureLogs } from "../../support/logs.ts";
import { CARDS, type Client, TestShop } from "../../support/shop.ts";

let shop: TestShop;
let customer: Client;
let support: Client;
const logs = captureLogs();

beforeAll(async () => {
  shop = await TestShop.open({ logs: true });
  customer = await shop.customer();
  support = await shop.admin();
});
afterAll(async () => {
  await shop.stop();
  logs.stop();
});

/** The entries of a timeline as `kind name`. */
const entriesOf = (items: { kind: string; name: string }[]) =>
  items.map(({ kind, name }) => `${kind} ${name}`);

describe("the list of all orders", () => {
  const idsOf = async (query: string): Promise<string[]> => {
    const { status, body } = await support.get(`/admin/orders?${query}`);
    expect(status).toBe(200);
    return body.items.map(({ id }: { id: string }) => id);
  };

  it("shows each order once, newest first, page by page", async () => {
    const [one, other] = [await shop.customer(), await shop.customer()];
    const sku = await shop.variant();
    const placed: string[] = [];
    for (const buyer of [one, other, one, other, one]) {
      placed.unshift(await buyer.buy(sku));
      await shop.settle();
    }
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await support.get(`/admin/orders?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor ?? "";
    } while (cursor);
    expect(seen).toEqual(placed);
  });

  it("can be filtered by customer, state and time", async () => {
    const buyer = await shop.customer();
    const sku = await shop.variant();
    const before = new Date(shop.clock?.now() ?? 0).toISOString();
    const failed = await buyer.buy(sku, { card: CARDS.declined });
    await shop.settle();
    shop.clock?.advance(1000);
    const waiting = await buyer.buy(sku);
    await shop.settle(0);
    const { body } = await support.get(`/admin/orders/${failed}`);
    expect(await idsOf(`customerId=${body.customerId}`)).toEqual([waiting, failed]);
    expect(await idsOf(`customerId=${body.customerId}&status=FAILED`)).toEqual([failed]);
    expect(await idsOf("status=FULFILLED")).toEqual([waiting]);
    await shop.settle();
    expect(await idsOf("status=FULFILLED")).toEqual([]);
    expect(await idsOf(`customerId=${body.customerId}&to=2020-01-01T00:00:00Z`)).toEqual([]);
    expect(await idsOf(`from=${before}&status=FAILED`)).toContain(failed);
  });

  it("is visible only to staff", async () => {
    for (const path of ["/admin/orders", "/admin/orders/ord_0123456789ABCDEFGHJKMNPQRS/timeline"])
      expect((await customer.get(path)).status).toBe(403);
  });

  it("refuses an invalid cursor", async () => {
    expect((await support.get("/admin/orders?cursor=bm9uc2Vuc2U")).body.code).toBe("request.invalid");
  });
});

describe("the timeline", () => {
  it("shows states, steps, compensations, events and mails, each with its cause", async () => {
    const id = await customer.buy(await shop.variant(), { card: CARDS.declined });
    await shop.settle();
    const { body } = await support.get(`/admin/orders/${id}/timeline`);
    expect(entriesOf(body.items)).toEqual(
      expect.arrayContaining([
        "status PENDING",
        "event order.placed",
        "message mail",
        "step ProcessPayment",
        "event order.withdrawn",
        "compensation RefundPayment",
        "status FAILED",
        "event order.failed",
      ]),
    );
    const times = body.items.map(({ at }: { at: string }) => at);
    expect(times).toEqual(times.toSorted());
    const named = (name: string) => body.items.filter((entry: { name: string }) => entry.name === name);
    const [failed] = named("FAILED");
    expect(failed.cause).toMatch(/:express:OrderSaga:/);
    // An event of the order caused each mail.
    const events = named("order.placed").concat(named("order.failed"));
    const causes = named("mail").map(({ cause }: { cause: string }) => cause);
    expect(causes.toSorted()).toEqual(events.map(({ detail }: { detail: string }) => detail).toSorted());
    expect(named("ProcessPayment")).toEqual([
      expect.objectContaining({ kind: "step", outcome: "failed", detail: "PaymentDeclined" }),
    ]);
  });

  it("shows customers less: no events, no causes, no names of staff", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle();
    const { body } = await customer.get(`/orders/${id}/timeline`);
    const kinds = new Set(body.items.map(({ kind }: { kind: string }) => kind));
    expect(kinds).toEqual(new Set(["status", "step"]));
    for (const entry of body.items)
      expect(Object.keys(entry)).not.toEqual(expect.arrayContaining(["by", "cause"]));
  });
});

describe("staff", () => {
  it("add notes, refund and cancel, each with an entry in the order's journal and timeline", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle(0);
    const post = (path: string, body: object) =>
      support.call("POST", `/admin/orders/${id}/${path}`, { body });
    expect((await post("notes", { text: "Rang: wants it in blue" })).status).toBe(201);
    const gesture = { reference: "late", amount: 100, reason: "It was late" };
    expect((await post("refunds", gesture)).body).toMatchObject({ state: "made", amount: { amount: 100 } });
    // The same reference again makes no refund and no note.
    expect((await post("refunds", gesture)).body.left.amount).toBe(1399);
    expect((await post("cancel", { reason: "Asked by telephone" })).body.status).toBe("CANCELLED");
    await shop.settle();

    const { body: order } = await support.get(`/admin/orders/${id}`);
    expect(order.payment).toMatchObject({ status: "REFUNDED", refunded: { amount: 1499 } });
    const deeds = order.journal.map(({ action, detail }: Record<string, string>) => `${action}: ${detail}`);
    expect(deeds.toSorted()).toEqual([
      "cancel: Asked by telephone",
      "note: Rang: wants it in blue",
      "refund: It was late",
    ]);
    const { body: timeline } = await support.get(`/admin/orders/${id}/timeline`);
    expect(entriesOf(timeline.items)).toEqual(
      expect.arrayContaining(["action note", "action refund", "action cancel", "event order.cancelled"]),
    );
    const { body: seen } = await customer.get(`/orders/${id}/timeline`);
    expect(JSON.stringify(seen)).not.toMatch(/blue|telephone/);
  });

  it("cannot cancel a shipped order, or undo an order that needs no attention", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle();
    for (const [deed, code] of Object.entries({
      cancel: "order.not_cancellable",
      undo: "order.not_undoable",
    })) {
      const answer = await support.call("POST", `/admin/orders/${id}/${deed}`, {
        body: { reason: "Why not" },
      });
      expect([answer.status, answer.body.code]).toEqual([409, code]);
    }
    expect((await support.get(`/admin/orders/${id}`)).body.journal).toEqual([]);
  });
});

it("a paid order has an invoice, for its customer and for staff", async () => {
  const id = await customer.buy(await shop.variant({ price: 1250 }), { quantity: 2 });
  const unpaid = await customer.buy(await shop.variant(), { card: CARDS.declined });
  await shop.settle();
  expect((await customer.get(`/orders/${unpaid}/invoice`)).body.code).toBe("order.not_invoiced");
  const { status, headers, body } = await customer.get(`/orders/${id}/invoice`);
  expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const { placedAt } = (await customer.get(`/orders/${id}`)).body;
  const placed = `${id}, placed on ${placedAt.slice(0, 10)}<`;
  for (const part of [`INV-${id.slice(4)}`, placed, "$12.50", "$25.00", "$29.99", "1 Road", "4242"])
    expect(body).toContain(part);
  expect((await support.get(`/admin/orders/${id}/invoice`)).body).toBe(body);
  const other = await shop.customer();
  expect((await other.get(`/orders/${id}/invoice`)).status).toBe(404);
});

it("an order is one trace, from its request through stream, bus, queues and saga to its mails", async () => {
  const webhook = { url: "https://nobody.tradewind-test.example/hook", events: ["order.placed"] };
  await support.call("POST", "/admin/webhooks", { body: webhook });
  shop.clock?.advance(60_000);
  const customer = await shop.customer();
  await customer.addToCart(await shop.variant());
  const answer = await customer.call("POST", "/orders", {
    body: {
      paymentToken: await customer.cardToken(),
      shippingAddress: { name: "T", line1: "1 Road", city: "Town", postalCode: "12345", country: "US" },
    },
    headers: { "idempotency-key": "traced", "x-correlation-id": "one-trace" },
  });
  await shop.settle();
  expect(answer.headers.get("x-correlation-id")).toBe("one-trace");
  const traced = logs.lines.filter(({ correlationId }) => correlationId === "one-trace");
  expect(new Set(traced.map((line) => line["function"]))).toEqual(
    new Set([
      "PlaceOrder",
      "TakeUpOrder",
      "ReserveStock",
      "ProcessPayment",
      "ScheduleDelivery",
      "RecordScan",
      "SendMail",
      "FanOutWebhooks",
      "DeliverWebhook",
    ]),
  );
  const mails = shop.shop.cloud.ses
    .messages()
    .filter(({ headers }) => headers?.["X-Correlation-Id"] === "one-trace");
  expect(mails).toHaveLength(2);
  expect((await support.get(`/admin/orders/${answer.body.id}/timeline`)).body.correlationId).toBe(
    "one-trace",
  );
});
