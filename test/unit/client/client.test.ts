import { describe, expect, it } from "vitest";
import { ApiError, ConnectionError, isRefusal } from "@tradewind/client";
import { clientOf, ok, order, product, refusal, renewed, signedIn, tokens } from "./fake-shop.ts";

describe("a call", () => {
  it("sends path parameters encoded, the query, the body and the headers of its options", async () => {
    const { api, received } = clientOf([ok, ok, ok]);
    await api.getProduct("a/b ?");
    await api.listProducts({ category: "kitchen", limit: 3 });
    await api.addGuestCartItem({ sku: "A", quantity: 1 }, { cartToken: "secret" });
    expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET https://shop.example/api/products/a%2Fb%20%3F",
      "GET https://shop.example/api/products?category=kitchen&limit=3",
      "POST https://shop.example/api/guest-cart/items",
    ]);
    expect(received[2]).toMatchObject({
      body: { sku: "A", quantity: 1 },
      headers: { "cart-token": "secret", "content-type": "application/json" },
    });
  });

  it("sends a body in the media type that its route takes", async () => {
    const { api, received } = clientOf([ok]);
    await api.reportCspViolations([{ type: "csp-violation", body: { effectiveDirective: "img-src" } }]);
    expect(received[0]?.headers["content-type"]).toBe("application/reports+json");
  });

  it.each(["", ".", ".."])("refuses the path parameter %j, which would lead to another route", async (id) => {
    const { api, received } = clientOf([ok]);
    await expect(api.getProduct(id)).rejects.toThrow("The call needs the id of its path.");
    expect(received).toEqual([]);
  });

  it("rejects with the problem of the API", async () => {
    const totals = { subtotal: { amount: 1, currency: "USD" } };
    const { api } = clientOf([refusal(409, "order.price_changed", { totals })]);
    const error = await api.placeOrder(order).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 409, code: "order.price_changed", correlationId: "c-1" });
    expect(isRefusal(error, "order.price_changed") && error.problem.totals).toEqual(totals);
  });

  it("makes a problem of a proxy's page", async () => {
    const page = { status: 502, body: "<html>", headers: { "content-type": "text/html" } };
    const { api } = clientOf([page], { retries: 0 });
    await expect(api.getCart()).rejects.toMatchObject({ name: "ApiError", status: 502, code: "unavailable" });
  });

  it.each([{ code: "X" }, { code: 503, message: "busy" }, { code: "X", status: "down" }])(
    "takes the status of the response for a proxy's %j, and tries again",
    async (body) => {
      const proxy = { status: 503, body };
      const { api } = clientOf([proxy, ok, proxy], { retries: 1 });
      await expect(api.getProduct("p")).resolves.toEqual(product);
      await expect(api.addCartItem({ sku: "A", quantity: 1 })).rejects.toMatchObject({
        status: 503,
        code: body.code === "X" ? "X" : "unavailable",
        message: "The shop answered with the status 503.",
        problem: { status: 503 },
      });
    },
  );

  it("refuses a page that another server answers, except for a route that answers a page", async () => {
    const page = { status: 200, body: "<html>", headers: { "content-type": "text/html" } };
    const { api } = clientOf([page, page, page], { retries: 0 });
    const error: unknown = await api.getCart().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "ConnectionError", reason: "foreign" });
    expect(error).toHaveProperty("message", expect.stringContaining("not JSON"));
    await expect(api.signOut()).rejects.toMatchObject({ reason: "foreign" });
    await expect(api.getInvoice("o")).resolves.toBe("<html>");
  });

  it("iterates over all items of all pages", async () => {
    const page = (items: number[], nextCursor?: string) => ({ status: 200, body: { items, nextCursor } });
    const { api, received } = clientOf([page([1, 2], "c"), page([3])]);
    const all: unknown[] = [];
    for await (const one of api.listStockAdjustments.all("A-1", { limit: 2 })) all.push(one);
    expect(all).toEqual([1, 2, 3]);
    expect(received[1]?.url).toBe("https://shop.example/api/admin/stock/A-1/adjustments?limit=2&cursor=c");
  });
});

describe("an answer with an entity tag", () => {
  const first = { status: 200, body: { id: "o", status: "PENDING" }, headers: { etag: '"1"' } };
  const unchanged = { status: 304 };

  it("is not sent again while it is the same", async () => {
    const { api, received } = clientOf([
      first,
      unchanged,
      { ...first, body: { id: "o", status: "SHIPPED" } },
    ]);
    const answers = [await api.getOrder("o"), await api.getOrder("o"), await api.getOrder("o")];
    expect(answers.map(({ status }) => status)).toEqual(["PENDING", "PENDING", "SHIPPED"]);
    expect(answers[1]).not.toBe(answers[0]);
    expect(received.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1"', '"1"']);
  });

  it("is forgotten when another person signs in", async () => {
    const { api, received } = clientOf([first, { status: 200, body: tokens }, first]);
    await api.getOrder("o");
    await api.signIn({ email: "b@example.com", password: "x" });
    await api.getOrder("o");
    expect(received[2]?.headers["if-none-match"]).toBeUndefined();
  });
});

describe("a passing failure", () => {
  it.each([500, 502, 503, 504])(
    "%i of a GET is tried again, after longer and longer pauses",
    async (status) => {
      const { api, pauses } = clientOf([refusal(status, "unavailable"), refusal(status, "internal"), ok]);
      await expect(api.getProduct("p")).resolves.toEqual(product);
      expect(pauses).toEqual([100, 200]);
    },
  );

  it("ends after three tries, with the last answer", async () => {
    const busy = refusal(503, "unavailable");
    const { api, received } = clientOf([busy, busy, busy, ok]);
    await expect(api.getProduct("p")).rejects.toMatchObject({ status: 503 });
    expect(received).toHaveLength(3);
  });

  it("waits as long as the API asks for, up to five seconds", async () => {
    const busy = (seconds: string) => ({ ...refusal(429, "throttled"), headers: { "retry-after": seconds } });
    const { api, pauses } = clientOf([busy("2"), busy("5"), ok]);
    await api.getProduct("p");
    expect(pauses).toEqual([2000, 5000]);
  });

  it("is not tried again when the API asks for a longer pause", async () => {
    const locked = { ...refusal(429, "auth.too_many_attempts"), headers: { "retry-after": "60" } };
    const { api, received, pauses } = clientOf([locked, ok]);
    await expect(api.signIn({ email: "a@example.com", password: "x" })).rejects.toMatchObject({
      code: "auth.too_many_attempts",
    });
    expect([received.length, pauses]).toEqual([1, []]);
  });

  it("of a POST is tried again only with a key, which stays the same", async () => {
    const placing = clientOf(["broken", refusal(500, "internal"), { status: 201, body: {} }]);
    await placing.api.placeOrder(order);
    const keys = placing.received.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\w-]{20,}$/);

    const adding = clientOf(["broken", ok]);
    await expect(adding.api.addCartItem({ sku: "A", quantity: 1 })).rejects.toBeInstanceOf(ConnectionError);
    expect(adding.received).toHaveLength(1);
  });

  it("can be that the first try is still in progress, so a POST with a key is tried again", async () => {
    const still = refusal(409, "idempotency.in_progress");
    const { api, received, pauses } = clientOf([still, still, { status: 201, body: { id: "o" } }]);
    await expect(api.placeOrder(order)).resolves.toEqual({ id: "o" });
    expect(new Set(received.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(pauses).toEqual([100, 200]);
  });

  it("keeps its key when the caller's own is undefined, also after the session was renewed", async () => {
    const late = refusal(401, "auth.token_invalid");
    const { api, received } = clientOf([late, { status: 200, body: renewed }, { status: 201, body: {} }], {
      session: signedIn(),
    });
    await api.placeOrder(order, { idempotencyKey: undefined });
    const keys = received.flatMap(({ headers }) => headers["idempotency-key"] ?? []);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it("of a change with a reference is tried again, since the API makes it once", async () => {
    const { api, received } = clientOf(["broken", { status: 201, body: {} }]);
    await api.adjustStock("A", { reference: "r", quantity: 1, reason: "count" });
    expect(received).toHaveLength(2);
  });

  it("by throttling is tried again with every method, since it had no effect", async () => {
    const { api, received } = clientOf([refusal(429, "throttled"), ok]);
    await api.addCartItem({ sku: "A", quantity: 1 });
    expect(received).toHaveLength(2);
  });

  it("is no reason to try a refusal again", async () => {
    const { api, received } = clientOf([refusal(404, "product.not_found"), ok]);
    await expect(api.getProduct("p")).rejects.toMatchObject({ code: "product.not_found" });
    expect(received).toHaveLength(1);
  });
});

describe("time", () => {
  it("runs out for an answer that does not come", async () => {
    const { api } = clientOf(["silent"], { timeoutMs: 5, retries: 0 });
    await expect(api.getProduct("p")).rejects.toMatchObject({ name: "ConnectionError", reason: "timeout" });
  });

  it.each(["deaf", "endless"] as const)(
    "runs out for a fetch that ignores its signal: %s",
    async (answer) => {
      const { api } = clientOf([answer], { timeoutMs: 5, retries: 0 });
      await expect(api.getProduct("p")).rejects.toMatchObject({ name: "ConnectionError", reason: "timeout" });
    },
  );

  it.each(["deaf", "endless"] as const)("ends with a cancelled call, also when %s", async (answer) => {
    const control = new AbortController();
    const reason = new Error("the page was left");
    const left = () => {
      control.abort(reason);
      return answer;
    };
    const { api, received } = clientOf([left]);
    await expect(api.getProduct("p", { signal: control.signal })).rejects.toBe(reason);
    expect(received).toHaveLength(1);
  });

  it("is not spent on a cancelled call, which rejects with the signal's reason", async () => {
    const { api, received } = clientOf(["silent", ok]);
    const control = new AbortController();
    const call = api.getProduct("p", { signal: control.signal });
    const reason = new Error("the page was left");
    control.abort(reason);
    await expect(call).rejects.toBe(reason);
    await expect(api.getProduct("p", { signal: control.signal })).rejects.toBe(reason);
    expect(received.length).toBeLessThanOrEqual(1);
  });
});
