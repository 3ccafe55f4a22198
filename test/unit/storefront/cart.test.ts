import { beforeEach, describe, expect, it } from "vitest";
import { createClient } from "@tradewind/client";
import { CART_KEY, CartStore, type Store } from "@tradewind/storefront/app/cart";
import { type Compiled, speak } from "@tradewind/storefront/app/language";

/** Answers with the name of the message and its facts. */
const named = new Proxy({} as Compiled, {
  get: (_, name) => (inputs?: object) => [String(name), ...Object.values(inputs ?? {})].join(" "),
});

interface Call {
  method: string;
  path: string;
  /** Answers the call. */
  answer: (status: number, body: object) => void;
}

const cartOf = (quantity: number, version: number) => ({
  items: [{ sku: "MUG", quantity }],
  totals: { subtotal: { amount: 100 * quantity, currency: "USD" } },
  version,
});

const refusal = (status: number, code: string, more: object = {}) => ({
  type: "about:blank",
  title: "Refused.",
  status,
  code,
  ...more,
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

function inBrowser(kept: Record<string, string> = {}) {
  const calls: Call[] = [];
  const store: Store = {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => {
      kept[key] = value;
    },
  };
  const fetch = (path: string, init?: RequestInit) =>
    new Promise<Response>((resolve) => {
      calls.push({
        method: init?.method ?? "GET",
        path,
        answer: (status, body) => resolve(Response.json(body, { status })),
      });
    });
  const api = createClient({ session: "cookie", fetch: fetch as typeof globalThis.fetch, retries: 0 });
  return { cart: new CartStore(api, store), calls, kept };
}

beforeEach(() => speak(() => ({ locale: "en", messages: named })));

describe("the cart of a browser", () => {
  it("shows an addition at once and asks the API once", async () => {
    const { cart, calls } = inBrowser();
    const done = cart.add("MUG", 2, "Added.");
    expect(cart.view().count).toBe(2);
    await settled();
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /api/guest-cart/items"]);
    calls[0]?.answer(200, cartOf(2, 1));
    await done;
    expect(cart.view()).toMatchObject({ count: 2, notice: { text: "Added.", refused: false } });
    expect(calls).toHaveLength(1);
  });

  it.each([
    [409, refusal(409, "cart.stock_insufficient", { available: 3 }), "refused_stock 3"],
    [409, refusal(409, "cart.stock_insufficient", { available: 0 }), "refused_sold_out"],
    [422, refusal(422, "cart.quantity_exceeded"), "refused_quantity"],
    [422, refusal(422, "cart.full"), "refused_full"],
    [404, refusal(404, "cart.sku_unknown"), "refused_unknown"],
    [503, refusal(503, "unavailable"), "refused_unreachable"],
  ])("takes a refused addition back with its reason (%s, %o)", async (status, problem, text) => {
    const { cart, calls } = inBrowser({ [CART_KEY]: '{"holder":"guest","count":4}' });
    const done = cart.add("MUG", 1, "Added.");
    expect(cart.view().count).toBe(5);
    await settled();
    calls[0]?.answer(status, problem);
    await done;
    expect(cart.view()).toMatchObject({ count: 4, notice: { text, refused: true } });
  });

  it("says that the cart is gone, and forgets it", async () => {
    const { cart, calls, kept } = inBrowser({ [CART_KEY]: '{"holder":"guest","count":4}' });
    const done = cart.add("MUG", 1, "Added.");
    await settled();
    calls[0]?.answer(404, refusal(404, "cart.not_found"));
    await done;
    expect(cart.view()).toEqual({ count: 0, notice: { text: "refused_cart_gone", refused: true } });
    expect(inBrowser(kept).cart.view().count).toBe(0);
  });

  it("shows the new cart that replaces one that is gone, although its version is lower", async () => {
    const { cart, calls } = inBrowser({ [CART_KEY]: '{"holder":"guest","count":4}' });
    const loaded = cart.load();
    await settled();
    calls[0]?.answer(200, cartOf(4, 7));
    await loaded;
    const done = cart.add("MUG", 1, "Added.");
    await settled();
    calls[1]?.answer(200, cartOf(1, 2));
    await done;
    expect(cart.view()).toMatchObject({ count: 1, contents: { version: 2 } });
  });

  it("counts right when answers come in another order", async () => {
    const { cart, calls } = inBrowser();
    const both = [cart.add("MUG", 1, "Added."), cart.add("MUG", 1, "Added.")];
    await settled();
    calls[1]?.answer(200, cartOf(2, 2));
    await both[1];
    calls[0]?.answer(200, cartOf(1, 1));
    await both[0];
    expect(cart.view().count).toBe(2);
  });

  it("remembers the count on the next page and asks for nothing", async () => {
    const { cart, calls, kept } = inBrowser();
    const done = cart.add("MUG", 3, "Added.");
    await settled();
    calls[0]?.answer(200, cartOf(3, 1));
    await done;
    const next = inBrowser(kept);
    expect(next.cart.view().count).toBe(3);
    await settled();
    expect(next.calls).toEqual([]);
  });

  it("reads no cart that was never opened", async () => {
    const { cart, calls } = inBrowser();
    await cart.load();
    expect(calls).toEqual([]);
  });

  it("forgets a guest's cart that has expired", async () => {
    const { cart, calls } = inBrowser({ [CART_KEY]: '{"holder":"guest","count":4}' });
    const done = cart.load();
    await settled();
    calls[0]?.answer(404, refusal(404, "cart.not_found"));
    await done;
    expect(cart.view()).toEqual({ count: 0 });
  });

  it("adds to the account's cart once somebody has signed in", async () => {
    const { cart, calls } = inBrowser({ [CART_KEY]: '{"holder":"account","count":0}' });
    const done = cart.add("MUG", 1, "Added.");
    await settled();
    expect(calls.map(({ path }) => path)).toEqual(["/api/cart/items"]);
    calls[0]?.answer(200, cartOf(1, 1));
    await done;
    expect(cart.view().count).toBe(1);
  });

  it("goes on as a guest when the session has ended", async () => {
    const { cart, calls } = inBrowser({ [CART_KEY]: '{"holder":"account","count":0}' });
    const done = cart.add("MUG", 1, "Added.");
    await settled();
    calls[0]?.answer(401, refusal(401, "auth.token_invalid"));
    await settled();
    calls[1]?.answer(401, refusal(401, "auth.session_invalid"));
    await settled();
    expect(calls.map(({ path }) => path)).toEqual([
      "/api/cart/items",
      "/api/auth/refresh",
      "/api/guest-cart/items",
    ]);
    calls[2]?.answer(200, cartOf(1, 1));
    await done;
    expect(cart.view().count).toBe(1);
  });

  it("shows the guest's cart after the account's when the session has ended", async () => {
    const { cart, calls } = inBrowser({ [CART_KEY]: '{"holder":"account","count":4}' });
    const loaded = cart.load();
    await settled();
    calls[0]?.answer(200, cartOf(4, 7));
    await loaded;
    const done = cart.add("MUG", 1, "Added.");
    await settled();
    calls[1]?.answer(401, refusal(401, "auth.token_invalid"));
    await settled();
    calls[2]?.answer(401, refusal(401, "auth.session_invalid"));
    await settled();
    calls[3]?.answer(200, cartOf(1, 2));
    await done;
    expect(cart.view()).toMatchObject({ count: 1, contents: { version: 2 } });
  });

  it("works in a browser that keeps nothing, and with a broken memory", async () => {
    const { cart } = inBrowser({ [CART_KEY]: "{" });
    expect(cart.view()).toEqual({ count: 0 });
  });
});
