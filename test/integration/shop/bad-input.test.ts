import { connect } from "node:net";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { errorCodes } from "@tradewind/blueprint/language/errors";
import { ADDRESS, type Answer, type Client, TestShop } from "../../support/shop.ts";

let shop: TestShop;
let customer: Client;
let admin: Client;
let sku: string;

beforeAll(async () => {
  shop = await TestShop.open();
  customer = await shop.customer();
  admin = await shop.admin();
  sku = await shop.variant();
});
afterAll(() => shop.stop());

/** Every refusal is problem+json with a known code; none is a server error. */
function expectProblem(
  { status, headers, body }: Answer,
  wanted?: { status?: number; code?: string; pointer?: string },
) {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers.get("content-type")).toContain("application/problem+json");
  expect(Object.keys(errorCodes)).toContain(body.code);
  expect(body.status).toBe(status);
  if (wanted?.status) expect(status).toBe(wanted.status);
  if (wanted?.code) expect(body.code).toBe(wanted.code);
  if (wanted?.pointer)
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain(wanted.pointer);
}

describe("bad input", () => {
  const quantities: unknown[] = [0, -1, 100, 1.5, 1e308, "2", null, true, [], {}];
  it.each(quantities)("a quantity of %j is refused with a pointer", async (quantity) => {
    const answer = await customer.call("POST", "/cart/items", { body: { sku, quantity } });
    expectProblem(answer, { status: 400, code: "request.invalid", pointer: "/body/quantity" });
    expect((await customer.get("/cart")).body.items).toEqual([]);
  });

  it("an unknown field is refused", async () => {
    const answer = await customer.call("POST", "/cart/items", { body: { sku, quantity: 1, unitPrice: 1 } });
    expectProblem(answer, { code: "request.invalid", pointer: "/body/unitPrice" });
  });

  it.each(["{", "", "[]", "null", '"text"', "{}{}", "\u0000"])("the body %j is refused", async (body) => {
    expectProblem(
      await customer.call("POST", "/cart/items", { body, headers: { "content-type": "application/json" } }),
      {
        status: 400,
      },
    );
  });

  it("each refused member is named with its expectation", async () => {
    const body = { address: "1 Harbour Street" };
    const { status, body: problem } = await customer.call("POST", "/cart/items", { body });
    expect([status, problem.errors]).toEqual([
      400,
      [
        { pointer: "/body/sku", detail: "Required" },
        { pointer: "/body/quantity", detail: "Required" },
        { pointer: "/body/address", detail: "Unknown field" },
      ],
    ]);
  });

  it("JSON that would pollute a prototype is refused", async () => {
    const body = `{"sku":"${sku}","quantity":1,"__proto__":{"admin":true}}`;
    expectProblem(await customer.call("POST", "/cart/items", { body }), { status: 400 });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it("a body that is not JSON is refused by its media type", async () => {
    const headers = { "content-type": "text/plain" };
    expectProblem(await customer.call("POST", "/cart/items", { body: "hello", headers }), { status: 415 });
  });

  it("a body of eleven megabytes is refused", async () => {
    const body = { sku, quantity: 1, padding: "x".repeat(11 * 1024 * 1024) };
    expectProblem(await customer.call("POST", "/cart/items", { body }), {
      status: 413,
      code: "request.too_large",
    });
  });

  it.each([
    ["GET", "/products/00000000-0000-4000-8000-000000000000", 404, "product.not_found"],
    ["GET", "/products/not-an-id", 400, "request.invalid"],
    ["GET", "/products?limit=0", 400, "request.invalid"],
    ["GET", "/products?limit=101", 400, "request.invalid"],
    ["GET", "/products?limit=ten", 400, "request.invalid"],
    ["GET", "/products?minPrice=-5", 400, "request.invalid"],
    ["GET", "/products?sort=name", 400, "request.invalid"],
    ["GET", "/products?colour=red", 400, "request.invalid"],
    ["GET", "/products?limit=1&limit=2", 400, "request.invalid"],
    ["GET", "/products?cursor=bm9uc2Vuc2U", 400, "request.invalid"],
    ["GET", "/products?cursor=eyJwayI6IngifQ", 400, "request.invalid"],
    ["GET", "/products?category=nowhere", 404, "category.not_found"],
    ["GET", "/orders/ord_00000000000000000000000000", 404, "order.not_found"],
    ["GET", "/orders/1", 400, "request.invalid"],
    ["GET", "/orders?cursor=eyJwayI6IngifQ", 400, "request.invalid"],
    ["GET", "/nowhere", 404, "route.not_found"],
    ["DELETE", "/orders", 404, "route.not_found"],
    ["DELETE", "/cart/items/UNKNOWN", 404, "cart.item_missing"],
  ])("%s %s: %i %s", async (method, path, status, code) => {
    expectProblem(await customer.call(method, path), { status, code });
  });

  it("an unknown SKU is named", async () => {
    expectProblem(await customer.addToCart("NOPE-1"), { status: 404, code: "cart.sku_unknown" });
    expectProblem(await admin.get("/admin/stock/NOPE-1"), { status: 404, code: "stock.unknown_sku" });
    expectProblem(await admin.call("PUT", "/admin/stock/NOPE-1", { body: { available: 1 } }), {
      status: 404,
    });
  });

  it("a price filter with minimum above maximum finds nothing, and is no error", async () => {
    const { status, body } = await customer.get("/products?minPrice=500&maxPrice=100");
    expect([status, body.items]).toEqual([200, []]);
  });
});

describe("tokens", () => {
  it.each([
    ["none", undefined],
    ["no token", "nonsense"],
    ["one that is not signed", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."],
  ])("%s: 401 on every route that needs a token", async (_what, token) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const guarded = blueprint.api.routes.filter(({ auth }) => auth !== "none" && auth !== "optional");
    for (const { method, path } of guarded) {
      const answer = await shop.anybody().call(method, path.replaceAll(/\{[^}]+\}/g, "x"), { headers });
      expectProblem(answer, { status: 401, code: "auth.token_invalid" });
    }
  });

  it("of a customer do not open the routes of admins", async () => {
    expectProblem(await customer.get(`/admin/stock/${sku}`), { status: 403, code: "auth.forbidden" });
    expectProblem(await customer.call("PUT", `/admin/stock/${sku}`, { body: { available: 1 } }), {
      status: 403,
    });
  });

  it("that were changed are refused", async () => {
    const [head, payload, signature] = (customer.token ?? "").split(".");
    const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, "cognito:groups": ["admin"] })).toString(
      "base64url",
    );
    const headers = { authorization: `Bearer ${head}.${forged}.${signature}` };
    expectProblem(await shop.anybody().call("GET", `/admin/stock/${sku}`, { headers }), { status: 401 });
  });
});

describe("an order", () => {
  it("needs an Idempotency-Key", async () => {
    const body = { paymentToken: await customer.cardToken(), shippingAddress: ADDRESS };
    const answer = await customer.call("POST", "/orders", { body });
    expectProblem(answer, {
      status: 400,
      code: "idempotency.key_missing",
      pointer: "/headers/idempotency-key",
    });
  });

  it("needs a filled cart, a valid payment token, an address and a known shipping method", async () => {
    const buyer = await shop.customer();
    expectProblem(await buyer.order(), { status: 409, code: "cart.empty" });
    await buyer.addToCart(sku);
    expectProblem(await buyer.order({ paymentToken: "tok_00000000000000000000000000" }), {
      status: 422,
      code: "payment.token_invalid",
      pointer: "/body/paymentToken",
    });
    const headers = { "idempotency-key": "k" };
    const paymentToken = await buyer.cardToken();
    const body = { paymentToken, shippingAddress: ADDRESS, shippingMethod: "teleport" };
    expectProblem(await buyer.call("POST", "/orders", { body, headers }), {
      status: 422,
      code: "order.shipping_method_unknown",
    });
    const nowhere = { paymentToken, shippingAddress: { ...ADDRESS, country: "Utopia" } };
    expectProblem(await buyer.call("POST", "/orders", { body: nowhere, headers }), {
      status: 400,
      pointer: "/body/shippingAddress/country",
    });
    expect((await buyer.get("/cart")).body.items).toHaveLength(1);
  });
});

describe("a card", () => {
  const card = { number: "4242424242424242", expMonth: 12, expYear: 2030, cvc: "123", holder: "Test" };
  it.each([
    ["with a wrong digit", { ...card, number: "4242424242424241" }, 422, "payment.card_invalid"],
    ["that has expired", { ...card, expYear: 2020 }, 422, "payment.card_invalid"],
    ["that is real", { ...card, number: "4111111111111111" }, 422, "payment.card_unsupported"],
    ["with letters", { ...card, number: "4242abcd42424242" }, 400, "request.invalid"],
    ["of month 13", { ...card, expMonth: 13 }, 400, "request.invalid"],
  ])("%s: %#", async (_what, body, status, code) => {
    const answer = await customer.call("POST", "/payments/tokens", { body });
    expectProblem(answer, { status, code });
    expect(JSON.stringify(answer.body)).not.toContain(body.number);
  });
});

describe("any request at all", () => {
  const anyPath = fc.constantFrom(...blueprint.api.routes.map(({ method, path }) => ({ method, path })));
  const segment = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom("..", "%00", "%", "a/b", "💥", "' OR 1=1 --"),
  );

  it("gets a status below 500, whatever its path, query and body", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPath,
        segment,
        fc.string({ maxLength: 60 }),
        fc.jsonValue(),
        async (route, value, query, body) => {
          const path = route.path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(value));
          const client = fc.sample(fc.constantFrom(customer, admin, shop.anybody()), 1)[0] ?? customer;
          const answer = await client.call(
            route.method,
            `${path}?${encodeURI(query).replaceAll("#", "%23")}`,
            {
              ...(route.method === "GET" ? {} : { body: body ?? {} }),
              headers: { "idempotency-key": "fuzz" },
            },
          );
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("that is not HTTP is refused, and the shop keeps running", async () => {
    const { port } = new URL(shop.shop.url);
    for (const bytes of [
      "\u0000\u0001\u0002",
      "GET / HTTP/9.9\r\n\r\n",
      "GET /health HTTP/1.1\r\nbad header\r\n\r\n",
    ]) {
      await new Promise<void>((resolve, reject) => {
        const socket = connect(Number(port), "127.0.0.1", () => socket.end(bytes));
        socket.on("data", () => {});
        socket.on("close", () => resolve());
        socket.on("error", (error: NodeJS.ErrnoException) =>
          error.code === "ECONNRESET" ? resolve() : reject(error),
        );
      });
    }
    expect((await shop.anybody().get("/health")).body).toEqual({ status: "ok" });
  });
});
