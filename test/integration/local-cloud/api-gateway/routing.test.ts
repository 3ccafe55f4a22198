import { expect, test } from "vitest";
import { route, startGateway } from "./support.ts";

const body = (response: { body: string | Buffer }) => JSON.parse(response.body.toString()) as unknown;

const api = startGateway({
  routes: [
    route("GET", "/"),
    route("GET", "/products"),
    route("GET", "/products/{id}"),
    route("GET", "/products/featured"),
    route("GET", "/products/{id}/reviews/{review}"),
    route("ANY", "/files/{path+}"),
    route("GET", "/files/readme"),
    route("POST", "/orders"),
  ],
});

async function resolve(method: string, target: string) {
  const response = await api.call(method, target);
  if (response.status !== 200) return response.status;
  const event = api.events("echo").at(-1);
  return [event?.resource, event?.pathParameters];
}

test("a path finds its resource, static segments before parameters before a greedy one", async () => {
  expect(await resolve("GET", "/")).toEqual(["/", null]);
  expect(await resolve("GET", "/products")).toEqual(["/products", null]);
  expect(await resolve("GET", "/products/featured")).toEqual(["/products/featured", null]);
  expect(await resolve("GET", "/products/42")).toEqual(["/products/{id}", { id: "42" }]);
  expect(await resolve("GET", "/products/featured/reviews/7")).toEqual([
    "/products/{id}/reviews/{review}",
    { id: "featured", review: "7" },
  ]);
  expect(await resolve("GET", "/files/readme")).toEqual(["/files/readme", null]);
  expect(await resolve("DELETE", "/files/a/b%20c.txt")).toEqual(["/files/{path+}", { path: "a/b c.txt" }]);
});

test("path parameters are decoded, the path is not", async () => {
  expect(await resolve("GET", "/products/a%2Fb%20%C3%A9")).toEqual(["/products/{id}", { id: "a/b é" }]);
  expect(api.events("echo").at(-1)?.path).toBe("/products/a%2Fb%20%C3%A9");
});

test("a path parameter that is not valid percent-encoding is a bad request", async () => {
  expect(await resolve("GET", "/products/%zz")).toBe(400);
  expect(await resolve("GET", "/products/%ff")).toBe(400);
});

test("one trailing slash makes no difference, an empty segment matches nothing", async () => {
  expect(await resolve("GET", "/products/")).toEqual(["/products", null]);
  expect(await resolve("GET", "/products/42/")).toEqual(["/products/{id}", { id: "42" }]);
  expect(await resolve("GET", "//products")).toBe(403);
  expect(await resolve("GET", "/products//reviews/7")).toBe(403);
  expect(await resolve("GET", "/files/")).toBe(403);
});

test("an unknown path or method is 'Missing Authentication Token', as AWS words it", async () => {
  for (const [method, target] of [
    ["GET", "/nowhere"],
    ["DELETE", "/orders"],
    ["HEAD", "/products"],
    ["OPTIONS", "/products"],
    ["POST", "/files/readme"],
  ] as const) {
    const response = await api.call(method, target);
    expect(response.status).toBe(403);
    expect(body(response)).toEqual({ message: "Missing Authentication Token" });
    expect(response.headers["x-amzn-errortype"]).toBe("MissingAuthenticationTokenException");
  }
});

test("a gateway response may reword an error and give it another status", async () => {
  const shop = startGateway({
    routes: [route("GET", "/products")],
    gatewayResponses: {
      MISSING_AUTHENTICATION_TOKEN: {
        status: 404,
        contentType: "application/problem+json",
        headers: { "Cache-Control": "no-store" },
        body: '{"title":"Not found","detail":$context.error.messageString,"instance":"$context.path","id":"$context.requestId"}',
      },
      DEFAULT_5XX: { body: '{"title":$context.error.messageString,"type":"$context.error.responseType"}' },
    },
  });
  const response = await shop.call("GET", '/no"where');
  expect(response.status).toBe(404);
  expect(response.headers).toMatchObject({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  expect(body(response)).toEqual({
    title: "Not found",
    detail: "Missing Authentication Token",
    instance: '/no"where',
    id: response.headers["x-amzn-requestid"],
  });
});

test("pages outside the API are served before it and not metered", async () => {
  const shop = startGateway(
    { routes: [route("GET", "/products")] },
    {},
    {
      staticPaths: ({ target }) =>
        target.startsWith("/images/") ? { status: 200, headers: {}, body: "picture" } : undefined,
    },
  );
  expect(await shop.call("GET", "/images/lamp.png")).toMatchObject({ status: 200, body: "picture" });
  expect(shop.kernel.meter.totals()).toEqual([]);
  expect(await shop.call("GET", "/products")).toMatchObject({ status: 200, body: "ok" });
});

test("an API that AWS would refuse, or that would answer one item with another, is refused with the fix", () => {
  const cache = { ttlSeconds: 60, keys: { query: ["page"] } };
  expect(() => startGateway({ routes: [route("GET", "/a"), route("GET", "/a")] })).toThrow(
    /are both GET \/a/,
  );
  expect(() => startGateway({ routes: [route("GET", "/a/{x}"), route("GET", "/a/{y}/b")] })).toThrow(
    /sibling/,
  );
  expect(() => startGateway({ routes: [route("GET", "/a", { authorizer: "jwt" })] })).toThrow(
    /authorizer jwt/,
  );
  expect(() => startGateway({ routes: [route("GET", "/a", { timeoutMs: 30_000 })] })).toThrow(/50 to 29000/);
  expect(() => startGateway({ routes: [route("GET", "/a/{id}", { cache })] })).toThrow(
    /Add "id" to cache.keys.path/,
  );
  expect(() => startGateway({ routes: [route("POST", "/a", { cache })] })).toThrow(/only GET/);
});
