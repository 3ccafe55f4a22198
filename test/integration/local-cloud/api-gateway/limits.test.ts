import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TokenBucket } from "../../../../packages/local-cloud/src/api-gateway/throttle.ts";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { route, startGateway } from "./support.ts";

const body = (response: { body: string | Buffer }) => JSON.parse(response.body.toString()) as unknown;

test("a method admits its burst at once and then its rate", async () => {
  const api = startGateway({
    routes: [route("GET", "/orders", { throttle: { rate: 2, burst: 3 } }), route("GET", "/products")],
    gatewayResponses: { THROTTLED: { headers: { "Retry-After": "1" } } },
  });
  const burst = await Promise.all(Array.from({ length: 5 }, () => api.call("GET", "/orders")));
  expect(burst.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  const refused = burst[4];
  expect(refused && body(refused)).toEqual({ message: "Too Many Requests" });
  expect(refused?.headers).toMatchObject({
    "retry-after": "1",
    "x-amzn-errortype": "TooManyRequestsException",
  });
  expect((await api.call("GET", "/products")).status).toBe(200);
  api.clock.advance(499);
  expect((await api.call("GET", "/orders")).status).toBe(429);
  api.clock.advance(1);
  expect((await api.call("GET", "/orders")).status).toBe(200);
  expect((await api.call("GET", "/orders")).status).toBe(429);
});

test("all methods share the stage's limit, and a refused request uses none of it", async () => {
  const api = startGateway({
    routes: [route("GET", "/a", { throttle: { rate: 1, burst: 1 } }), route("GET", "/b")],
    throttle: { rate: 1, burst: 3 },
  });
  expect((await api.call("GET", "/a")).status).toBe(200);
  expect((await api.call("GET", "/a")).status).toBe(429);
  expect((await api.call("GET", "/b")).status).toBe(200);
  expect((await api.call("GET", "/b")).status).toBe(200);
  expect((await api.call("GET", "/b")).status).toBe(429);
});

test("a throttled request reaches neither the authorizer nor the function", async () => {
  const api = startGateway(
    {
      routes: [route("GET", "/a", { authorizer: "jwt", throttle: { rate: 1, burst: 0 } })],
      authorizers: {
        jwt: {
          function: "guard",
          type: "TOKEN",
          identitySource: "method.request.header.Authorization",
          ttlSeconds: 0,
        },
      },
    },
    { guard: () => null },
  );
  expect((await api.call("GET", "/a", { headers: { Authorization: "x" } })).status).toBe(429);
  expect([...api.events("guard"), ...api.events("echo")]).toEqual([]);
});

test("throttling can be lifted as a whole", async () => {
  const api = startGateway(
    { routes: [route("GET", "/a", { throttle: { rate: 1, burst: 1 } })], throttle: { rate: 1, burst: 1 } },
    {},
    { throttling: false },
  );
  for (let turn = 0; turn < 5; turn += 1) expect((await api.call("GET", "/a")).status).toBe(200);
});

test("over any stretch of time a bucket admits at most its burst and what its rate allows", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
      (rate, burst, gaps) => {
        const clock = new VirtualClock();
        const start = clock.now();
        const bucket = new TokenBucket(clock, { rate, burst });
        let admitted = 0;
        for (const gap of gaps) {
          clock.advance(gap);
          if (bucket.hasToken()) {
            bucket.take();
            admitted += 1;
          }
        }
        return admitted <= burst + ((clock.now() - start) / 1000) * rate + 1e-6;
      },
    ),
  );
});
