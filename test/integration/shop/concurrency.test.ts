import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { runCrowd } from "../../support/crowd.ts";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { ADDRESS, type Answer, type Client, TestShop } from "../../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let admin: Client;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
  admin = await shop.admin();
});
afterAll(() => shop.stop());

const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** The answers of two orders: the first has read its cart, and commits after the second. */
async function overtaken(
  first: () => Promise<Answer>,
  second: () => Promise<Answer>,
): Promise<[Answer, Answer]> {
  let faster: Promise<Answer> | undefined;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) => {
      if (caller !== "PlaceOrder" || operation !== "TransactWriteItems" || faster) return undefined;
      faster = shop.shop.cloud.kernel.activity.track(second).finally(() => shop.clock?.advance(1));
      return { delayMs: 1 };
    },
  };
  const slower = await first();
  faultSwitch.clear();
  if (!faster) throw new Error("The first order wrote nothing.");
  return [slower, await faster];
}

describe("the same Idempotency-Key", () => {
  it("sent in fifty concurrent requests makes one order, one payment and fifty equal answers", async () => {
    const sku = await shop.variant({ stock: 60 });
    const customer = await shop.customer();
    await customer.addToCart(sku, 2);
    const paymentToken = await customer.cardToken();
    const answers = await times(50, () => customer.order({ paymentToken, key: "fifty" }));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await shop.settle();
    const { body: orders } = await customer.get("/orders");
    expect(orders.items).toHaveLength(1);
    expect(orders.items[0].status).toBe("SHIPPED");
    expect((await admin.get(`/admin/stock/${sku}`)).body).toMatchObject({
      sku,
      available: 58,
      reserved: 0,
      sold: 2,
    });

    const later = await customer.order({ paymentToken, key: "fifty" });
    expect(later.body).toEqual(answers[0]?.body);
  });

  it("gets the order's answer, too, when an equal request empties the cart between its reads", async () => {
    const customer = await shop.customer();
    await customer.addToCart(await shop.variant());
    const paymentToken = await customer.cardToken();
    const { keyedRequest, placeOnce } = await import("../../../packages/commerce/src/orders/place.ts");
    const { cartRead } = await import("@tradewind/commerce/cart");
    const { DomainError } = await import("@tradewind/commerce/platform/errors");
    const { sub } = JSON.parse(Buffer.from(customer.token?.split(".")[1] ?? "", "base64url").toString());
    const ctx = { ...(await shop.context()), actor: { kind: "customer" as const, id: String(sub) } };
    const address = Object.entries(ADDRESS).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const request = keyedRequest(ctx, "race", [paymentToken, null, address, null]);
    const placed: Answer[] = [];
    const late = placeOnce(ctx, request, cartRead(ctx), paymentToken, async () => {
      placed.push(await customer.order({ paymentToken, key: "race" }));
      throw new DomainError("cart.empty");
    });
    expect(await late).toEqual(placed[0]?.body);
  });

  it("makes one order when a repetition of the request is faster than the request", async () => {
    const customer = await shop.customer();
    await customer.addToCart(await shop.variant());
    const paymentToken = await customer.cardToken();
    const order = () => customer.order({ paymentToken, key: "overtaken" });
    const [slower, faster] = await overtaken(order, order);
    expect([slower.status, faster.status]).toEqual([201, 201]);
    expect(slower.body).toEqual(faster.body);
  });

  it("with another body is refused without effect", async () => {
    const customer = await shop.customer();
    await customer.addToCart(await shop.variant());
    const paymentToken = await customer.cardToken();
    await customer.order({ paymentToken, key: "once" });
    const { status, body } = await customer.order({ paymentToken, key: "once", postalCode: "99999" });
    expect([status, body.code]).toEqual([422, "idempotency.key_reused"]);
    expect((await customer.get("/orders")).body.items).toHaveLength(1);
  });

  it("of another customer is a different key", async () => {
    const buy = async () => {
      const customer = await shop.customer();
      await customer.addToCart(await shop.variant());
      return (await customer.order({ key: "shared" })).status;
    };
    expect(await times(2, buy)).toEqual([201, 201]);
  });
});

describe("a payment token", () => {
  it("pays for one order, however many concurrent requests use it", async () => {
    const sku = await shop.variant({ stock: 50 });
    const customer = await shop.customer();
    const paymentToken = await customer.cardToken();
    await customer.addToCart(sku);
    const answers = await times(8, (index) => customer.order({ paymentToken, key: `race-${index}` }));
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect([409, 422]).toContain(status);
      expect(["cart.changed", "cart.empty", "payment.token_invalid"]).toContain(body.code);
    }
  });

  it("that a faster order has spent is refused, and so is a cart that it has emptied", async () => {
    const customer = await shop.customer();
    const sku = await shop.variant();
    for (const [tokens, code] of [
      [["same", "same"], "payment.token_invalid"],
      [["one", "other"], "cart.changed"],
    ] as const) {
      await customer.addToCart(sku);
      const made = new Map<string, string>();
      for (const name of new Set<string>(tokens)) made.set(name, await customer.cardToken());
      const [slow, fast] = tokens.map((name) => () => customer.order({ paymentToken: made.get(name) ?? "" }));
      const [slower, faster] = await overtaken(slow!, fast!);
      expect([faster.status, slower.body.code]).toEqual([201, code]);
    }
  });

  it("of another customer is refused", async () => {
    const [owner, thief] = [await shop.customer(), await shop.customer()];
    await thief.addToCart(await shop.variant());
    const { status, body } = await thief.order({ paymentToken: await owner.cardToken() });
    expect([status, body.code]).toEqual([422, "payment.token_invalid"]);
    expect((await thief.get("/cart")).body.items).toHaveLength(1);
  });
});

describe("a crowd of 64 that orders from fifty SKUs, one of them hot", () => {
  // A thousand orders: `npm run soak -- --crowd 1000`.
  it("gets the hot SKU's last unit once; every order ends, and each mail is sent once", async () => {
    const { ended, refused, hot } = await runCrowd(shop, { orders: 120, hotUnits: 12 });
    expect((ended["SHIPPED"] ?? 0) + (ended["FAILED"] ?? 0)).toBe(120);
    expect(refused + (ended["FAILED"] ?? 0)).toBeGreaterThan(40);
    expect((await admin.get(`/admin/stock/${hot}`)).body).toMatchObject({
      available: 0,
      reserved: 0,
      sold: 12,
    });
    expect(await violations(shop.shop)).toEqual([]);
  });
});

describe("a cart", () => {
  it("loses no concurrent change of several devices", async () => {
    const customer = await shop.customer();
    const skus = await times(4, () => shop.variant());
    const answers = await times(4, (index) => customer.addToCart(skus[index] ?? ""));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body: cart } = await customer.get("/cart");
    expect(cart.items).toHaveLength(4);
    expect(cart.version).toBe(4);
    expect(cart.totals.subtotal.amount).toBe(4000);
  });

  it("can be changed and emptied line by line, and belongs to one customer", async () => {
    const [customer, other] = [await shop.customer(), await shop.customer()];
    const sku = await shop.variant({ price: 250 });
    await customer.addToCart(sku, 2);
    const changed = await customer.call("PATCH", `/cart/items/${sku}`, { body: { quantity: 5 } });
    expect(changed.body.totals.subtotal).toEqual({ amount: 1250, currency: "USD" });
    expect((await other.get("/cart")).body.items).toEqual([]);
    expect((await customer.call("DELETE", `/cart/items/${sku}`)).body.items).toEqual([]);
    expect((await customer.call("DELETE", `/cart/items/${sku}`)).body.code).toBe("cart.item_missing");
  });

  it("accepts no more units than can be sold", async () => {
    const customer = await shop.customer();
    const sku = await shop.variant({ stock: 3, lots: 2 });
    expect((await customer.addToCart(sku, 2)).status).toBe(200);
    const more = [
      await customer.addToCart(sku, 2),
      await customer.call("PATCH", `/cart/items/${sku}`, { body: { quantity: 4 } }),
    ];
    for (const { status, body } of more)
      expect([status, body.code, body.available]).toEqual([409, "cart.stock_insufficient", 3]);
    expect((await customer.call("PATCH", `/cart/items/${sku}`, { body: { quantity: 3 } })).status).toBe(200);
  });

  it("is not ordered at a changed price: the shopper sees the new totals first", async () => {
    const customer = await shop.customer();
    const sku = await shop.variant({ price: 1000 });
    await customer.addToCart(sku);
    await shop.publish([{ sku, price: 1300, name: "Dearer" }]);
    const refused = await customer.order();
    expect([refused.status, refused.body.code]).toEqual([409, "order.price_changed"]);
    const placed = await customer.order();
    expect(placed.status).toBe(201);
    expect(placed.body.totals.subtotal.amount).toBe(1300);
    expect(placed.body.totals).toEqual(refused.body.totals);
    expect(placed.body.shippingAddress).toEqual(ADDRESS);
  });

  it("is not ordered when a product of it is no longer sold", async () => {
    const customer = await shop.customer();
    const sku = await shop.variant();
    await customer.addToCart(sku);
    const { SellableEntity } = await import("../../../packages/commerce/src/catalog/entity.ts");
    await SellableEntity.delete({ sku }).go();
    const { status, body } = await customer.order();
    expect([status, body.code]).toEqual([404, "cart.sku_unknown"]);
  });

  it("is not ordered at a total that the shopper did not agree to, such as after a rise in shipping", async () => {
    const customer = await shop.customer();
    await customer.addToCart(await shop.variant({ price: 1000 }));
    const body = { paymentToken: await customer.cardToken(), shippingAddress: ADDRESS };
    const ask = (amount: number) =>
      customer.call("POST", "/orders", {
        body: { ...body, agreedTotal: { amount, currency: "USD" } },
        headers: { "idempotency-key": "agreed" },
      });
    const refused = await ask(1000);
    expect([refused.status, refused.body.code]).toEqual([409, "order.price_changed"]);
    expect((await customer.get("/orders")).body.items).toEqual([]);
    const placed = await ask(refused.body.totals.total.amount);
    expect([placed.status, placed.body.totals]).toEqual([201, refused.body.totals]);
  });
});

describe("a guest's cart", () => {
  const DAY_MS = 24 * 60 * 60 * 1000;

  async function opened() {
    const anybody = shop.anybody();
    const { status, body } = await anybody.call("POST", "/guest-cart");
    expect(status).toBe(201);
    const token: string = body.token;
    const call = (method: string, path = "", item?: object) =>
      anybody.call(method, `/guest-cart${path}`, {
        headers: { "cart-token": token },
        ...(item && { body: item }),
      });
    return { token, call, add: (sku: string, quantity: number) => call("POST", "/items", { sku, quantity }) };
  }

  it("works without an account, only for the holder of its token", async () => {
    const [cart, other] = [await opened(), await opened()];
    const sku = await shop.variant({ price: 250 });
    await times(3, () => cart.add(sku, 1));
    const changed = await cart.call("PATCH", `/items/${sku}`, { quantity: 5 });
    expect(changed.body.totals.subtotal.amount).toBe(1250);
    expect(changed.body.version).toBe(5);
    expect((await other.call("GET")).body.items).toEqual([]);
    expect((await cart.call("DELETE", `/items/${sku}`)).body.items).toEqual([]);
    const guess = await shop
      .anybody()
      .call("GET", "/guest-cart", { headers: { "cart-token": "A".repeat(43) } });
    expect([guess.status, guess.body.code]).toEqual([404, "cart.not_found"]);
    expect((await shop.anybody().get("/guest-cart")).status).toBe(400);
  });

  it("is merged into the customer's cart once after they sign in, however often they ask", async () => {
    const customer = await shop.customer();
    const [both, hers, his] = [await shop.variant(), await shop.variant(), await shop.variant()];
    await customer.addToCart(both, 2);
    await customer.addToCart(hers, 1);
    const guest = await opened();
    await guest.add(both, 3);
    await guest.add(his, 4);
    const merge = () => customer.call("POST", "/cart/merge", { body: { token: guest.token } });
    const answers = await times(4, merge);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await customer.get("/cart");
    const units = body.items.map(({ sku, quantity }: { sku: string; quantity: number }) => [sku, quantity]);
    expect(Object.fromEntries(units)).toEqual({ [both]: 5, [hers]: 1, [his]: 4 });
    expect((await guest.call("GET")).status).toBe(404);
  });

  it("expires after a month without changes", async () => {
    const guest = await opened();
    await guest.add(await shop.variant(), 1);
    const Cart = await import("@tradewind/commerce/cart");
    const ctx = await shop.context();
    const after = (days: number) => {
      const later = { ...ctx, clock: { now: () => ctx.clock.now() + days * DAY_MS } };
      return Cart.get(Cart.asGuest(later, guest.token));
    };
    expect((await after(29)).items).toHaveLength(1);
    await expect(after(31)).rejects.toThrow(expect.objectContaining({ code: "cart.not_found" }));
  });
});
