import { expect, test } from "vitest";
import type { WebAcl } from "../../../../packages/local-cloud/src/waf/index.ts";
import { route, startGateway } from "./support.ts";

const waf: WebAcl = {
  Name: "shop",
  DefaultAction: { Allow: {} },
  Rules: [
    {
      Name: "rate",
      Priority: 0,
      Statement: { RateBasedStatement: { Limit: 10, AggregateKeyType: "IP" } },
      Action: {
        Block: {
          CustomResponse: { ResponseCode: 429, ResponseHeaders: [{ Name: "Retry-After", Value: "60" }] },
        },
      },
    },
    {
      Name: "sql",
      Priority: 1,
      Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesSQLiRuleSet" } },
      OverrideAction: { None: {} },
    },
  ],
};

test("a blocked request is 403 'Forbidden' and reaches neither throttle, cache nor function", async () => {
  const cache = { ttlSeconds: 60, keys: {} };
  const api = startGateway({
    routes: [route("GET", "/products", { cache, throttle: { rate: 1, burst: 1 } })],
    waf,
  });
  const response = await api.call("GET", "/products?q=1%20or%201%3D1");
  expect([response.status, response.body]).toEqual([403, '{"message":"Forbidden"}']);
  expect(response.headers["x-amzn-errortype"]).toBe("ForbiddenException");
  expect(api.events("echo")).toEqual([]);
  expect((await api.call("GET", "/products?q=lamp")).status).toBe(200);
});

test("a rule's own response takes precedence over the gateway's", async () => {
  const api = startGateway({
    routes: [route("GET", "/products")],
    waf,
    gatewayResponses: { WAF_FILTERED: { status: 418, body: "blocked $context.error.responseType" } },
  });
  expect(await api.call("GET", "/products?q=%27%20or%201%3D1--")).toMatchObject({
    status: 418,
    body: "blocked WAF_FILTERED",
  });
  for (let turn = 0; turn < 9; turn += 1) await api.call("GET", "/products");
  const limited = await api.call("GET", "/products");
  expect([limited.status, limited.headers["retry-after"]]).toEqual([429, "60"]);
});
