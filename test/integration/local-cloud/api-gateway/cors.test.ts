import { expect, test } from "vitest";
import type { Cors } from "../../../../packages/local-cloud/src/api-gateway/index.ts";
import { route, startGateway } from "./support.ts";

const cors: Cors = {
  origins: ["https://shop.example", "http://localhost:4000"],
  headers: ["content-type", "x-csrf"],
  credentials: true,
  maxAgeSeconds: 600,
};

const shop = () =>
  startGateway(
    {
      routes: [
        route("GET", "/cart", { authorizer: "jwt" }),
        route("POST", "/cart", { authorizer: "jwt" }),
        route("OPTIONS", "/own", { function: "own" }),
      ],
      authorizers: {
        jwt: {
          function: "guard",
          type: "TOKEN",
          identitySource: "method.request.header.Authorization",
          ttlSeconds: 60,
        },
      },
      cors,
    },
    { own: () => ({ statusCode: 299 }) },
  );

test("a preflight request is answered without authorizer or function", async () => {
  const response = await shop().call("OPTIONS", "/cart", {
    headers: { Origin: "http://localhost:4000", "Access-Control-Request-Method": "POST" },
  });
  expect(response).toMatchObject({ status: 204, body: "" });
  expect(response.headers).toMatchObject({
    "access-control-allow-origin": "http://localhost:4000",
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET,OPTIONS,POST",
    "access-control-allow-headers": "content-type,x-csrf",
    "access-control-max-age": "600",
    vary: "Origin",
  });
});

test("another origin is told nothing", async () => {
  const response = await shop().call("OPTIONS", "/cart", { headers: { Origin: "https://evil.example" } });
  expect(response.headers["access-control-allow-origin"]).toBeUndefined();
  expect(response.headers["access-control-allow-methods"]).toBeUndefined();
});

test("the gateway's own errors can be read by an allowed page", async () => {
  const response = await shop().call("GET", "/cart", { headers: { Origin: "https://shop.example" } });
  expect(response.status).toBe(401);
  expect(response.headers).toMatchObject({
    "access-control-allow-origin": "https://shop.example",
    "access-control-allow-credentials": "true",
  });
});

test("a route that declares OPTIONS answers itself; an unknown path has no preflight", async () => {
  expect((await shop().call("OPTIONS", "/own")).status).toBe(299);
  expect((await shop().call("OPTIONS", "/nowhere")).status).toBe(403);
});

test("credentials for every origin are refused, as browsers would", () => {
  expect(() => startGateway({ cors: { ...cors, origins: ["*"] } })).toThrow(/exact origins/);
  expect(() => startGateway({ cors: { ...cors, origins: ["*"], credentials: false } })).not.toThrow();
});
