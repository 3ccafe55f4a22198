import { expect, test } from "vitest";
import type { Authorizer, RouteCache } from "../../../../packages/local-cloud/src/api-gateway/index.ts";
import type { LambdaHandler } from "../../../../packages/local-cloud/src/lambda/index.ts";
import { route, startGateway } from "./support.ts";

function counted(cache: RouteCache, status = 200) {
  let calls = 0;
  return startGateway(
    { routes: [route("GET", "/products/{id}", { cache }), route("GET", "/plain")] },
    {
      echo: () => ({ statusCode: status, headers: { "X-Call": String(++calls) }, body: `answer ${calls}` }),
    },
  );
}

const byIdAndPage: RouteCache = {
  ttlSeconds: 60,
  keys: { path: ["id"], query: ["page"], headers: ["Accept-Language"] },
};

test("a cached answer is served until its time is up, with ids of its own", async () => {
  const api = counted(byIdAndPage);
  const first = await api.call("GET", "/products/1");
  const second = await api.call("GET", "/products/1");
  expect(second.body.toString()).toBe("answer 1");
  expect(second.headers["x-call"]).toBe("1");
  expect(second.headers["x-amzn-requestid"]).not.toBe(first.headers["x-amzn-requestid"]);
  api.clock.advance(59_999);
  expect((await api.call("GET", "/products/1")).body.toString()).toBe("answer 1");
  api.clock.advance(1);
  expect((await api.call("GET", "/products/1")).body.toString()).toBe("answer 2");
});

test("only declared parameters tell answers apart; other query strings are ignored, as AWS does", async () => {
  const api = counted(byIdAndPage);
  const ask = async (target: string, language = "en") =>
    (await api.call("GET", target, { headers: { "accept-language": language } })).body.toString();
  expect(await ask("/products/1")).toBe("answer 1");
  expect(await ask("/products/1?utm_source=mail")).toBe("answer 1");
  expect(await ask("/products/2")).toBe("answer 2");
  expect(await ask("/products/1?page=2")).toBe("answer 3");
  expect(await ask("/products/1?utm=x&page=2")).toBe("answer 3");
  expect(await ask("/products/1?page=")).toBe("answer 4");
  expect(await ask("/products/1?page=2&page=3")).toBe("answer 5");
  expect(await ask("/products/1", "de")).toBe("answer 6");
});

test("only answers with status 200 are kept, and only on cached routes", async () => {
  const failing = counted(byIdAndPage, 404);
  await failing.call("GET", "/products/1");
  expect((await failing.call("GET", "/products/1")).body).toBe("answer 2");
  const api = counted(byIdAndPage);
  await api.call("GET", "/plain");
  expect((await api.call("GET", "/plain")).body).toBe("answer 2");
});

test("an answer over 1 MB is not kept", async () => {
  let calls = 0;
  const api = startGateway(
    { routes: [route("GET", "/big", { cache: { ttlSeconds: 60, keys: {} } })] },
    {
      echo: () => ({ statusCode: 200, body: String(++calls).padEnd(1_048_577) }),
    },
  );
  await api.call("GET", "/big");
  await api.call("GET", "/big");
  expect(calls).toBe(2);
});

const guard =
  (actions: string[]): LambdaHandler =>
  (event) => ({
    principalId: (event as { authorizationToken: string }).authorizationToken,
    policyDocument: { Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] },
  });

const jwt: Authorizer = {
  function: "guard",
  type: "TOKEN",
  identitySource: "method.request.header.Authorization",
  ttlSeconds: 300,
};

test("a cached route still asks its authorizer, and may keep an answer for each principal", async () => {
  let calls = 0;
  const cache = { ttlSeconds: 60, keys: {}, perPrincipal: true };
  const api = startGateway(
    { routes: [route("GET", "/me", { authorizer: "jwt", cache })], authorizers: { jwt } },
    { guard: guard(["execute-api:Invoke"]), echo: () => ({ body: `answer ${++calls}` }) },
  );
  const ask = (Authorization?: string) =>
    api.call("GET", "/me", { headers: Authorization === undefined ? {} : { Authorization } });
  expect((await ask("ada")).body).toBe("answer 1");
  expect((await ask("bob")).body).toBe("answer 2");
  expect((await ask("ada")).body.toString()).toBe("answer 1");
  expect((await ask()).status).toBe(401);
});

test("a client's max-age=0 is ignored unless its policy allows execute-api:InvalidateCache", async () => {
  for (const [actions, answers] of [
    [["execute-api:Invoke"], ["answer 1", "answer 1"]],
    [
      ["execute-api:Invoke", "execute-api:InvalidateCache"],
      ["answer 2", "answer 2"],
    ],
  ] as const) {
    let calls = 0;
    const cache = { ttlSeconds: 60, keys: {} };
    const api = startGateway(
      { routes: [route("GET", "/a", { authorizer: "jwt", cache })], authorizers: { jwt } },
      { guard: guard([...actions]), echo: () => ({ body: `answer ${++calls}` }) },
    );
    await api.call("GET", "/a", { headers: { Authorization: "ada" } });
    const forced = await api.call("GET", "/a", {
      headers: { Authorization: "ada", "Cache-Control": "max-age=0" },
    });
    const after = await api.call("GET", "/a", { headers: { Authorization: "ada" } });
    expect([forced.body.toString(), after.body.toString()]).toEqual(answers);
  }
});

test("cached requests are throttled all the same", async () => {
  const api = startGateway({
    routes: [route("GET", "/a", { cache: { ttlSeconds: 60, keys: {} }, throttle: { rate: 1, burst: 2 } })],
  });
  const statuses = [];
  for (let turn = 0; turn < 3; turn += 1) statuses.push((await api.call("GET", "/a")).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test("the cache can be flushed, or switched off", async () => {
  const api = counted(byIdAndPage);
  await api.call("GET", "/products/1");
  api.gateway.flushCache();
  expect((await api.call("GET", "/products/1")).body.toString()).toBe("answer 2");
  const off = startGateway(
    { routes: [route("GET", "/a", { cache: { ttlSeconds: 60, keys: {} } })] },
    {},
    { cache: false },
  );
  await off.call("GET", "/a");
  await off.call("GET", "/a");
  expect(off.events("echo")).toHaveLength(2);
});
