/** The typed client makes every call of the API against a whole shop. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LinkProperties } from "@tradewind/blueprint/language/resources";
import { type Api, createClient, inMemory, isRefusal } from "@tradewind/client";
import { operations } from "../../../packages/client/src/generated/operations.ts";
import { fetchChecked } from "../../support/answers.ts";
import { ADDRESS, CARDS, type Client, PASSWORD, TestShop } from "../../support/shop.ts";
import { Person } from "../identity/support.ts";

let shop: TestShop;
let sku: string;
beforeAll(async () => {
  shop = await TestShop.open({
    checkout: "guest",
    settings: { CarrierPace: "1", WebhookTargets: "loopback" },
  });
  sku = await shop.variant({ stock: 100 });
});
afterAll(() => shop.stop());

const called = new Set<string>();

/** A client whose answers are compared with the schemas, and whose calls are noted. */
function api(token?: string): Api {
  const { url } = shop.shop;
  const bearer = inMemory();
  if (token !== undefined) void bearer.write({ accessToken: token, expiresIn: 3600 });
  const client = createClient({
    baseUrl: url,
    session: { bearer },
    fetch: (target, init) => fetchChecked(url, (target as string).slice(url.length), init ?? {}),
  });
  return new Proxy(client, {
    get(all, name: keyof Api) {
      called.add(name);
      return all[name];
    },
  });
}

const as = async (member: Promise<Client>) => api((await member).token);
const minute = () => shop.clock?.advance(60_000);

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Places an order for one unit and lets its saga run. */
async function bought(customer: Api): Promise<string> {
  await customer.addCartItem({ sku, quantity: 1 });
  const card = { number: CARDS.approved, expMonth: 12, expYear: 2030, cvc: "123", holder: "Ada" };
  const { token: paymentToken } = await customer.createPaymentToken(card);
  const { id, status } = await customer.placeOrder({ paymentToken, shippingAddress: ADDRESS });
  expect(status).toBe("PENDING");
  await shop.settle();
  return id;
}

describe("a visitor", () => {
  it("looks around and fills a guest cart", async () => {
    const visitor = api();
    expect(await visitor.getHealth()).toEqual({ status: "ok" });
    expect((await visitor.getOpenApi()).openapi).toBe("3.1.0");
    const [category] = (await visitor.listCategories()).items;
    const listed = await all(visitor.listProducts.all({ category: category?.slug, limit: 1 }));
    const product = await visitor.getProductBySlug(listed[0]?.slug ?? "");
    expect(await visitor.getProduct(product.id)).toEqual(product);
    expect((await visitor.getAvailability(product.id)).items[0]?.available).toBe(100);
    const { items } = await visitor.listShippingMethods({
      country: "US",
      postalCode: "94104",
      subtotal: 1000,
    });
    expect(items[0]?.price.currency).toBe("USD");

    const { token: cartToken } = await visitor.openGuestCart();
    await visitor.addGuestCartItem({ sku, quantity: 2 }, { cartToken });
    await visitor.changeGuestCartItem(sku, { quantity: 3 }, { cartToken });
    expect((await visitor.getGuestCart({ cartToken })).items[0]?.quantity).toBe(3);
    const customer = await as(shop.customer());
    expect((await customer.mergeCarts({ token: cartToken })).items[0]?.quantity).toBe(3);
    const second = await visitor.openGuestCart();
    await visitor.addGuestCartItem({ sku, quantity: 1 }, { cartToken: second.token });
    expect((await visitor.removeGuestCartItem(sku, { cartToken: second.token })).items).toEqual([]);
  });

  it("is measured, and a browser reports a violation", async () => {
    const visitor = api();
    const path = "/products/harbour-mug";
    await visitor.sendBeacon({ events: [{ type: "vital", path, name: "CLS", value: 0.01 }] });
    await visitor.reportCspViolations([
      { type: "csp-violation", body: { effectiveDirective: "img-src", blockedURL: "data" } },
    ]);
  });

  it("orders as a guest with a mailed code", async () => {
    const guest = api();
    const person = new Person(shop, "guest@example.com");
    await guest.requestGuestCode({ email: person.email });
    await guest.openGuestSession({ email: person.email, code: person.mailedCode() });
    const order = await guest.getOrder(await bought(guest));
    expect(order.payment.last4).toBe("4242");
  });
});

describe("an account", () => {
  it("is opened, gets a second factor, and is recovered", async () => {
    const client = api();
    const ada = new Person(shop, "ada@example.com");
    const credentials = { email: ada.email, password: PASSWORD };
    await client.signUp({ ...credentials, name: "Ada" });
    await client.resendCode({ email: ada.email });
    await client.confirmSignUp({ email: ada.email, code: ada.mailedCode() });
    await client.signIn(credentials);
    expect((await client.getMe()).name).toBe("Ada");
    expect((await client.changeName({ name: "Ada King" })).name).toBe("Ada King");
    await client.refreshTokens();
    expect((await client.enrollMfa()).uri).toMatch(/^otpauth:/);
    const { recoveryCodes } = await client.confirmMfa({ code: ada.totp() });
    minute();

    const challenge = async () => {
      const result = await client.signIn(credentials);
      return "challenge" in result ? result.session : expect.fail("A second factor is asked for.");
    };
    await client.answerMfaChallenge({ session: await challenge(), code: ada.totp() });
    expect((await client.getMe()).mfa).toEqual({ enrolled: true, passed: true });
    await client.changePassword({ currentPassword: PASSWORD, newPassword: "Another-password-8" });
    credentials.password = "Another-password-8";
    await client.recoverMfa({ session: await challenge(), recoveryCode: recoveryCodes[0] ?? "" });
    minute();

    await client.forgotPassword({ email: ada.email });
    await client.resetPassword({ email: ada.email, code: ada.mailedCode(), password: PASSWORD });
    await client.signIn({ ...credentials, password: PASSWORD });
    await client.signOutEverywhere();
    await client.signIn({ ...credentials, password: PASSWORD });
    await client.signOut();
    await expect(client.getMe()).rejects.toMatchObject({ status: 401 });
  });

  it("of an invited person gets a password of its own", async () => {
    const { id } = shop.shop.links.get("UserPool") as LinkProperties["user-pool"];
    const invited = { email: "cyn@example.com", password: "Temporary-password-1" };
    await shop.shop.cloud.call("cognito-idp", "AdminCreateUser", {
      UserPoolId: id,
      Username: invited.email,
      TemporaryPassword: invited.password,
      MessageAction: "SUPPRESS",
      UserAttributes: [{ Name: "email", Value: invited.email }],
    });
    const client = api();
    const result = await client.signIn(invited);
    if (!("challenge" in result)) return expect.fail("A new password is asked for.");
    await client.setNewPassword({ session: result.session, password: PASSWORD });
    expect((await client.getMe()).email).toBe(invited.email);
  });
});

describe("a customer", () => {
  it("orders, follows the order and cancels another one", async () => {
    const customer = await as(shop.customer());
    await customer.addCartItem({ sku, quantity: 2 });
    await customer.changeCartItem(sku, { quantity: 1 });
    expect((await customer.getCart()).totals.subtotal.amount).toBe(1000);
    const [method] = (await customer.listCartShippingMethods({ country: "US", postalCode: "94104" })).items;
    expect(method?.method).toBe("economy");
    await customer.removeCartItem(sku);

    const id = await bought(customer);
    expect((await customer.getOrder(id)).status).toBe("SHIPPED");
    expect((await customer.getOrderTimeline(id)).items.length).toBeGreaterThan(3);
    expect((await customer.getTracking(id)).parcels[0]?.status).toBe("PICKED_UP");
    expect(await customer.getInvoice(id)).toMatch(/^<!doctype html>/i);
    const error = await customer.cancelOrder(id).catch((reason: unknown) => reason);
    expect(isRefusal(error, "order.not_cancellable")).toBe(true);
    await bought(customer);
    expect((await all(customer.listOrders.all({ limit: 1 }))).length).toBe(2);
  });

  it("keeps addresses", async () => {
    const customer = await as(shop.customer());
    const home = await customer.addAddress({ label: "Home", address: ADDRESS });
    const work = await customer.addAddress({ address: ADDRESS, default: true });
    expect((await customer.replaceAddress(home.id, { address: ADDRESS })).default).toBe(false);
    await customer.deleteAddress(work.id);
    expect((await customer.listAddresses()).items).toEqual([
      { id: home.id, default: true, address: ADDRESS },
    ]);
  });

  it("sends goods back, and staff take them in", async () => {
    const [customer, admin] = [await as(shop.customer()), await as(shop.admin())];
    const order = await bought(customer);
    const lines = [{ sku, quantity: 1 }];
    const { id } = await customer.requestReturn(order, { lines, reason: "Too small" });
    expect((await customer.listReturns(order)).items[0]?.status).toBe("REQUESTED");
    await admin.decideReturn(order, id, { approve: true });
    await shop.settle();
    expect(await customer.getReturnLabel(order, id)).toHaveProperty("pdf");
    await admin.receiveReturn(order, id, { lines: [{ sku, quantity: 1, condition: "resalable" }] });
    await shop.settle();
    await expect(admin.settleReturn(order, id)).rejects.toMatchObject({ code: "return.not_open" });
    expect((await customer.listReturns(order)).items[0]?.status).toBe("COMPLETED");
  });
});

describe("staff", () => {
  it("look after an order", async () => {
    const [customer, admin] = [await as(shop.customer()), await as(shop.admin())];
    const id = await bought(customer);
    expect((await all(admin.adminListOrders.all({ limit: 50 }))).map((order) => order.id)).toContain(id);
    expect((await admin.adminGetOrder(id)).parcels).toHaveLength(1);
    expect((await admin.adminGetTimeline(id)).items.length).toBeGreaterThan(5);
    expect((await admin.adminGetOrderCost(id)).platform).toBeGreaterThan(0);
    expect((await admin.addOrderNote(id, { text: "A gift" })).action).toBe("note");
    expect(await admin.adminGetInvoice(id)).toMatch(/^<!doctype html>/i);
    expect((await admin.listLabels(id)).items).toHaveLength(1);
    const refund = await admin.refundOrder(id, { reference: "r-1", amount: 100, reason: "Late" });
    expect(refund.amount.amount).toBe(100);
    const reason = "The customer asked";
    const lines = [{ sku, quantity: 2 }];
    // Nothing of this is possible once the parcel has left.
    for (const attempt of [
      () => admin.adminCancelOrder(id, { reason }),
      () => admin.undoOrder(id, { reason }),
      () => admin.resolveOrder(id, { outcome: "SHIPPED", reason }),
      () => admin.editOrder(id, { reference: "e-1", reason, lines }),
    ])
      await expect(attempt()).rejects.toMatchObject({ name: "ApiError", status: 409 });
  });

  it("prepare a draft, which the customer pays", async () => {
    const [shopper, support] = [await shop.customer(), await as(shop.member("support"))];
    const customer = api(shopper.token);
    const { id, email } = await customer.getMe();
    const draft = { lines: [{ sku, quantity: 1 }], shippingAddress: ADDRESS };
    const made = await support.createDraft({ customer: { id }, ...draft });
    const changed = await support.editDraft(made.id, { version: made.version, ...draft, note: "As agreed" });
    expect((await all(support.listDrafts.all())).map((one) => one.id)).toContain(made.id);
    expect((await customer.getDraft(made.id)).note).toBe("As agreed");
    const paymentToken = await shopper.cardToken();
    const agreedTotal = changed.totals.total;
    expect((await customer.placeDraft(made.id, { paymentToken, agreedTotal })).status).toBe("PENDING");
    const other = await support.createDraft({ customer: { email }, ...draft });
    await support.deleteDraft(other.id);
    await expect(customer.getDraft(other.id)).rejects.toMatchObject({ code: "draft.not_found" });
    await shop.settle();
  });

  it("keep the stock", async () => {
    const admin = await as(shop.admin());
    const thing = await shop.variant({ stock: 5 });
    expect((await admin.getStock(thing)).available).toBe(5);
    expect((await admin.setStock(thing, { available: 7 })).available).toBe(7);
    const policy = { policy: "backorder", limit: 3 } as const;
    expect((await admin.setStockPolicy(thing, policy)).promisable).toBe(3);
    // Ids of the same millisecond have no order.
    shop.clock?.advance(1);
    await admin.adjustStock(thing, { reference: "a-1", quantity: -1, reason: "lost" });
    const adjustments = await all(admin.listStockAdjustments.all(thing, { limit: 1 }));
    expect(adjustments.map(({ quantity }) => quantity)).toEqual([-1, 2]);
  });

  it("connect other systems", async () => {
    const admin = await as(shop.admin());
    const url = "http://127.0.0.1:9/hook";
    const { id, secret } = await admin.createWebhook({ url, events: ["order.placed"] });
    expect(secret).toMatch(/^whsec_/);
    expect((await admin.listWebhooks()).items[0]?.url).toBe(url);
    minute();
    await bought(await as(shop.customer()));
    const [delivery] = await all(admin.listWebhookDeliveries.all(id));
    expect((await admin.redeliverWebhook(id, delivery?.id ?? "")).eventType).toBe("order.placed");
    await admin.deleteWebhook(id);
    await expect(api().receiveCarrierWebhook("nobody", {})).rejects.toMatchObject({ status: 404 });

    const key = await admin.createApiKey({ name: "Warehouse", scopes: ["stock.read"] });
    expect((await api(key.key).getStock(sku)).sku).toBe(sku);
    expect((await admin.rotateApiKey(key.id)).key).not.toBe(key.key);
    await admin.revokeApiKey(key.id);
    expect((await admin.listApiKeys()).items).toEqual([]);
    expect((await admin.listAudit({ limit: 100 })).items.map(({ action }) => action)).toContain(
      "CreateApiKey",
    );
    const customer = await as(shop.customer());
    await admin.signOutAccount((await customer.getMe()).id);
  });
});

it("every call of the API was made", () => {
  expect(Object.keys(operations).filter((name) => !called.has(name))).toEqual([]);
});
