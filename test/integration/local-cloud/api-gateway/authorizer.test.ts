import * as fc from "fast-check";
import { expect, test } from "vitest";
import { IamPolicy, matchesWildcards } from "../../../../packages/local-cloud/src/api-gateway/iam-policy.ts";
import type { Authorizer } from "../../../../packages/local-cloud/src/api-gateway/index.ts";
import type { LambdaHandler } from "../../../../packages/local-cloud/src/lambda/index.ts";
import { type ProxyEvent, route, settle, startGateway } from "./support.ts";

const body = (response: { body: string | Buffer }) => JSON.parse(response.body.toString()) as unknown;

const token: Authorizer = {
  function: "guard",
  type: "TOKEN",
  identitySource: "method.request.header.Authorization",
  ttlSeconds: 300,
};

const allow = (resource: string | string[] = "*", more: object = {}) => ({
  principalId: "ada",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: resource }],
  },
  ...more,
});

function guarded(guard: LambdaHandler, authorizer: Partial<Authorizer> = {}) {
  return startGateway(
    {
      routes: [
        route("GET", "/cart", { authorizer: "jwt" }),
        route("DELETE", "/cart/{line}", { authorizer: "jwt" }),
        route("GET", "/open"),
      ],
      authorizers: { jwt: { ...token, ...authorizer } },
    },
    { guard },
  );
}

const as = (value: string) => ({ headers: { authorization: value } });

test("a TOKEN authorizer gets the token and the method's ARN", async () => {
  const api = guarded(() => allow());
  expect((await api.call("DELETE", "/cart/7?x=1", as("Bearer a"))).status).toBe(200);
  const apiId = api.events("echo")[0]?.requestContext.apiId;
  expect(api.events("guard")).toEqual([
    {
      type: "TOKEN",
      authorizationToken: "Bearer a",
      methodArn: `arn:aws:execute-api:us-east-1:000000000000:${apiId}/test/DELETE/cart/7`,
    },
  ]);
});

test("a missing or empty identity is 401 by the gateway itself; the function is not asked", async () => {
  const api = guarded(() => allow());
  for (const headers of [{}, { Authorization: "" }]) {
    const response = await api.call("GET", "/cart", { headers });
    expect([response.status, body(response)]).toEqual([401, { message: "Unauthorized" }]);
    expect(response.headers["x-amzn-errortype"]).toBe("UnauthorizedException");
  }
  expect(api.events("guard")).toEqual([]);
});

test("a token that fails the validation expression is 401 without a call", async () => {
  const api = guarded(() => allow(), { identityValidationExpression: "Bearer [a-z]+" });
  expect((await api.call("GET", "/cart", as("Bearer abc"))).status).toBe(200);
  expect((await api.call("GET", "/cart", as("Bearer abc; drop"))).status).toBe(401);
  expect(api.events("guard")).toHaveLength(1);
});

test("context values reach the function as strings, with the principal", async () => {
  const api = guarded(() =>
    allow("*", { context: { tier: 3, mfa: true, name: "Ada", none: null }, usageIdentifierKey: "k" }),
  );
  await api.call("GET", "/cart", as("a"));
  expect(api.events("echo")[0]?.requestContext.authorizer).toEqual({
    tier: "3",
    mfa: "true",
    name: "Ada",
    principalId: "ada",
    integrationLatency: 0,
  });
});

test("a policy is kept for its time, per identity, and then asked for again", async () => {
  const api = guarded(() => allow());
  await api.call("GET", "/cart", as("a"));
  await api.call("DELETE", "/cart/1", as("a"));
  await api.call("GET", "/cart", as("b"));
  expect(api.events("guard")).toHaveLength(2);
  api.clock.advance(299_999);
  await api.call("GET", "/cart", as("a"));
  expect(api.events("guard")).toHaveLength(2);
  api.clock.advance(1);
  await api.call("GET", "/cart", as("a"));
  expect(api.events("guard")).toHaveLength(3);
  api.gateway.flushAuthorizers();
  await api.call("GET", "/cart", as("a"));
  expect(api.events("guard")).toHaveLength(4);
});

test("without a time to live every request is asked for", async () => {
  const api = guarded(() => allow(), { ttlSeconds: 0 });
  await api.call("GET", "/cart", as("a"));
  await api.call("GET", "/cart", as("a"));
  expect(api.events("guard")).toHaveLength(2);
});

test("requests of one identity that arrive before the first answer are each asked for", async () => {
  const api = guarded(async () => {
    await settle();
    return allow();
  });
  const answers = await Promise.all(Array.from({ length: 20 }, () => api.call("GET", "/cart", as("a"))));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect(api.events("guard")).toHaveLength(20);
});

test("a cached policy is evaluated for each route: one that names a single method locks the others", async () => {
  const api = guarded((event) => allow((event as ProxyEvent).methodArn));
  expect((await api.call("GET", "/cart", as("a"))).status).toBe(200);
  const refused = await api.call("DELETE", "/cart/1", as("a"));
  expect([refused.status, body(refused)]).toEqual([
    403,
    { message: "User is not authorized to access this resource" },
  ]);
});

test("an explicit deny wins over an allow", async () => {
  const api = guarded(() => ({
    principalId: "ada",
    policyDocument: {
      Statement: [
        { Effect: "Allow", Action: ["execute-api:*"], Resource: ["*"] },
        {
          Effect: "Deny",
          Action: "execute-api:Invoke",
          Resource: "arn:aws:execute-api:*:*:*/test/DELETE/cart/?",
        },
      ],
    },
  }));
  expect((await api.call("GET", "/cart", as("a"))).status).toBe(200);
  const refused = await api.call("DELETE", "/cart/1", as("a"));
  expect([refused.status, body(refused)]).toEqual([
    403,
    { message: "User is not authorized to access this resource with an explicit deny" },
  ]);
  expect((await api.call("DELETE", "/cart/12", as("a"))).status).toBe(200);
});

test("an authorizer that throws 'Unauthorized' is 401, and asked again next time", async () => {
  const api = guarded(() => {
    throw new Error("Unauthorized");
  });
  for (let turn = 0; turn < 2; turn += 1) {
    expect((await api.call("GET", "/cart", as("bad"))).status).toBe(401);
  }
  expect(api.events("guard")).toHaveLength(2);
});

test("any other failure of an authorizer, or an answer without a policy, is 500", async () => {
  const policyDocument = allow().policyDocument;
  const wrong: LambdaHandler[] = [
    () => {
      throw new Error("Unauthorized: token expired");
    },
    () => null,
    () => ({ statusCode: 401 }),
    () => ({ principalId: "ada" }),
    () => ({ policyDocument }),
    () => ({ principalId: "ada", policyDocument: { Statement: [] } }),
    () => ({
      principalId: "ada",
      policyDocument: { Statement: { Effect: "Maybe", Action: "*", Resource: "*" } },
    }),
    () => ({
      principalId: "ada",
      policyDocument: { Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition: {} } },
    }),
    () => allow("*", { context: { nested: { a: 1 } } }),
  ];
  for (const guard of wrong) {
    const api = guarded(guard);
    const response = await api.call("GET", "/cart", as("a"));
    expect([response.status, body(response)]).toEqual([500, { message: null }]);
    expect(response.headers["x-amzn-errortype"]).toBe("AuthorizerConfigurationException");
  }
  const missing = guarded(() => allow(), { function: "gone" });
  expect((await missing.call("GET", "/cart", as("a"))).status).toBe(500);
});

test("a REQUEST authorizer gets the request without its body, keyed by all its identity sources", async () => {
  const api = guarded(() => allow(), {
    type: "REQUEST",
    identitySource: "method.request.header.Cookie, method.request.querystring.shop",
  });
  expect((await api.call("GET", "/cart", { headers: { Cookie: "s=1" } })).status).toBe(401);
  expect(
    (await api.call("GET", "/cart?shop=eu", { headers: { Cookie: "s=1" }, body: "secret" })).status,
  ).toBe(200);
  expect((await api.call("GET", "/cart?shop=us", { headers: { Cookie: "s=1" } })).status).toBe(200);
  expect((await api.call("GET", "/cart?shop=eu&page=2", { headers: { Cookie: "s=1" } })).status).toBe(200);
  expect(api.events("guard")).toHaveLength(2);
  expect(api.events("guard")[0]).toMatchObject({
    type: "REQUEST",
    resource: "/cart",
    httpMethod: "GET",
    headers: { Cookie: "s=1" },
    queryStringParameters: { shop: "eu" },
    requestContext: { resourcePath: "/cart" },
  });
  expect(api.events("guard")[0]).not.toHaveProperty("body");
});

test("routes without authorizer ask nobody", async () => {
  const api = guarded(() => allow());
  expect((await api.call("GET", "/open", as("a"))).status).toBe(200);
  expect(api.events("guard")).toEqual([]);
});

test("actions are compared without case, resources with it", () => {
  const policy = IamPolicy.parse({
    Statement: { Effect: "Allow", Action: "EXECUTE-API:invoke", Resource: "arn:x/GET/Cart" },
  });
  expect(policy?.decide("execute-api:Invoke", "arn:x/GET/Cart")).toBe("ALLOW");
  expect(policy?.decide("execute-api:Invoke", "arn:x/GET/cart")).toBe("IMPLICIT_DENY");
});

test("wildcards match as the regular expression they stand for", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "?"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (pattern, candidate) => {
      const source = pattern.replaceAll("*", "[^]*").replaceAll("?", "[^]");
      return matchesWildcards(pattern, candidate) === new RegExp(`^${source}$`).test(candidate);
    }),
    { numRuns: 2000 },
  );
});
