/** Drafts: orders that support offers by mail and customers pay. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { violations } from "../../support/invariants.ts";
import { ADDRESS, type Answer, Client, TestShop } from "../../support/shop.ts";
import { Person } from "../identity/support.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const SOON = 30_000;

let shop: TestShop;
let customer: Client;
let support: Client;

beforeAll(async () => {
  shop = await TestShop.open({ checkout: "guest" });
});
beforeEach(async () => {
  [customer, support] = [await shop.customer(), await shop.member("support")];
});
afterAll(() => shop.stop());

const account = async (client: Client): Promise<{ id: string; email: string }> =>
  (await client.get("/auth/me")).body;

const content = (sku: string, quantity = 1) => ({
  lines: [{ sku, quantity }],
  shippingAddress: ADDRESS,
  note: "As agreed on the phone.",
});

const create = (recipient: object, sku: string, quantity = 1) =>
  support.call("POST", "/admin/drafts", { body: { customer: recipient, ...content(sku, quantity) } });

async function drafted(sku: string, quantity = 1): Promise<string> {
  const { status, body } = await create({ id: (await account(customer)).id }, sku, quantity);
  expect([status, body.version]).toEqual([201, 1]);
  return body.id;
}

/** Places a draft at the total that it shows, or at another one. */
async function pay(client: Client, id: string, agreed?: number) {
  const amount = agreed ?? (await client.get(`/drafts/${id}`)).body.totals?.total.amount ?? 0;
  return client.call("POST", `/drafts/${id}/place`, {
    body: { paymentToken: await client.cardToken(), agreedTotal: { amount, currency: "USD" } },
    headers: { "idempotency-key": crypto.randomUUID() },
  });
}

/** Statuses of the successful requests, then codes of the failed ones. */
const codes = (answers: Answer[]) =>
  answers
    .map(({ status, body }): string | number => body.code ?? status)
    .toSorted((a, b) => String(a).localeCompare(String(b)));

async function guest(email: string): Promise<Client> {
  const person = new Person(shop, email);
  await person.post("/auth/guest", { email });
  const { body } = await person.post("/auth/guest/confirm", { email, code: person.mailedCode() });
  return new Client(shop.shop.url, body.accessToken);
}

it("a draft is mailed to its customer, who pays it; then it is an order like any other", async () => {
  const sku = await shop.variant();
  const id = await drafted(sku, 2);
  await shop.settle(SOON);
  const { email } = await account(customer);
  const [mail] = shop.shop.cloud.ses.messages().filter(({ to }) => to.includes(email));
  expect(mail?.subject).toBe(`Please pay for your order ${id}`);
  expect(mail?.text).toContain("As agreed on the phone.");
  expect(mail?.text).toContain("Total including delivery: $24.99");
  const { items } = (await support.get("/admin/drafts")).body;
  expect(items).toEqual([(await customer.get(`/drafts/${id}`)).body]);

  const paymentToken = await customer.cardToken();
  const agreedTotal = { amount: 2499, currency: "USD" };
  const request = { body: { paymentToken, agreedTotal }, headers: { "idempotency-key": "once" } };
  const place = () => customer.call("POST", `/drafts/${id}/place`, request);
  const answers = await Promise.all([place(), place(), place()]);
  expect(codes(answers)).toEqual([201, 201, 201]);
  const [order] = answers.map(({ body }) => body);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  await shop.settle(SOON);
  expect((await customer.get(`/orders/${order.id}`)).body).toMatchObject({
    status: "SHIPPED",
    totals: items[0].totals,
    payment: { status: "CAPTURED", captured: { amount: 2499 } },
  });
  expect((await place()).body).toEqual(order);
  const told = (await customer.get(`/orders/${order.id}/timeline`)).body.items;
  expect(told[0]).toMatchObject({ name: "PENDING", detail: `Placed from draft ${id}` });
  expect((await customer.get(`/drafts/${id}`)).body.code).toBe("draft.not_found");
  expect((await support.get("/admin/drafts")).body.items).toEqual([]);
});

it("a draft for an email address belongs only to the guest who has it", async () => {
  const { body } = await create({ email: "Guest@Example.com" }, await shop.variant());
  const [owner, other] = [await guest("guest@example.com"), await guest("other@example.com")];
  for (const stranger of [other, customer]) {
    expect((await stranger.get(`/drafts/${body.id}`)).body.code).toBe("draft.not_found");
    expect((await pay(stranger, body.id)).body.code).toBe("draft.not_found");
  }
  const placed = await pay(owner, body.id);
  expect(placed.status).toBe(201);
  await shop.settle(SOON);
  expect((await owner.get(`/orders/${placed.body.id}`)).body.status).toBe("SHIPPED");
});

it("a draft is paid once, even by concurrent requests, and not while support changes it", async () => {
  const sku = await shop.variant();
  const twice = await drafted(sku);
  expect(codes(await Promise.all([pay(customer, twice), pay(customer, twice)]))[0]).toBe(201);
  expect((await customer.get("/orders")).body.items).toHaveLength(1);

  const id = await drafted(sku);
  const edit = (version: number) =>
    support.call("PUT", `/admin/drafts/${id}`, { body: { version, ...content(sku, 3) } });
  const [edited, placed] = await Promise.all([edit(1), pay(customer, id, 1499)]);
  // Whichever request was first, nobody pays for content they did not see.
  if (edited.status === 200) expect(["order.price_changed", "draft.changed"]).toContain(placed.body.code);
  else expect([placed.status, edited.body.code]).toEqual([201, expect.stringMatching(/^draft\./)]);

  const other = await drafted(sku);
  const change = (version: number) =>
    support.call("PUT", `/admin/drafts/${other}`, { body: { version, ...content(sku, 3) } });
  expect(codes([await change(1), await change(1)])).toEqual([200, "draft.changed"]);
  expect((await customer.get(`/drafts/${other}`)).body).toMatchObject({
    version: 2,
    totals: { total: { amount: 3499 } },
  });
});

it("a draft is not charged at a total that its customer was not shown", async () => {
  const sku = await shop.variant();
  const id = await drafted(sku);
  await shop.publish([{ sku, price: 1200, name: "Dearer" }]);
  const refused = await pay(customer, id);
  expect([refused.status, refused.body.code]).toEqual([409, "order.price_changed"]);
  const { amount } = refused.body.totals.total;
  expect(amount).toBe(1699);
  expect((await pay(customer, id, amount)).status).toBe(201);
});

it("a draft of what is out of stock by now is refused, with what is left of it", async () => {
  const sku = await shop.variant({ stock: 3 });
  const id = await drafted(sku, 3);
  await (await shop.customer()).buy(sku);
  await shop.settle();
  const { status, body } = await pay(customer, id);
  expect([status, body.code, body.shortages]).toEqual([409, "order.out_of_stock", [{ sku, available: 2 }]]);
});

it("a draft is gone after support deletes it, or after a week", async () => {
  const sku = await shop.variant();
  const gone = await drafted(sku);
  const path = `/admin/drafts/${gone}`;
  expect((await support.call("DELETE", path)).status).toBe(204);
  expect((await support.call("DELETE", path)).body.code).toBe("draft.not_found");
  expect((await pay(customer, gone)).body.code).toBe("draft.not_found");

  const { ownDraft } = await import("@tradewind/commerce/drafts");
  const id = await drafted(sku);
  const ctx = await shop.context();
  const actor = { kind: "customer" as const, id: (await account(customer)).id };
  const after = (days: number) =>
    ownDraft({ ...ctx, actor, clock: { now: () => ctx.clock.now() + days * DAY_MS } }, id);
  expect((await after(6)).id).toBe(id);
  await expect(after(7)).rejects.toMatchObject({ code: "draft.not_found" });
});

it("a draft needs an existing customer, SKUs that are sold, and an address that the shop delivers to", async () => {
  const sku = await shop.variant();
  expect((await create({ id: crypto.randomUUID() }, sku)).body.code).toBe("account.not_found");
  expect((await create({ email: "a@example.com" }, "NONE-1")).body.code).toBe("cart.sku_unknown");
  expect((await create({ email: "no address" }, sku)).status).toBe(400);
  expect((await customer.get("/admin/drafts")).status).toBe(403);
});

it("drafts leave the shop consistent", async () => {
  await shop.settle(SOON);
  expect(await violations(shop.shop)).toEqual([]);
});
