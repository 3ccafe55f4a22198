import { expect, test } from "vitest";
import { route, settle, startGateway } from "./support.ts";

const body = (response: { body: string | Buffer }) => JSON.parse(response.body.toString()) as unknown;

test("a function receives the REST proxy event", async () => {
  const api = startGateway({
    routes: [route("POST", "/orders/{id}")],
    stageVariables: { colour: "blue" },
  });
  const response = await api.call("POST", "/orders/7?tag=a&tag=b%20c&empty=&plus=x+y", {
    headers: {
      "Content-Type": "application/json",
      "X-Custom": ["one", "two"],
      Connection: "keep-alive",
      "content-length": "9",
    },
    body: '{"a":"é"}',
  });
  const [event] = api.events("echo");
  expect(event).toMatchObject({
    resource: "/orders/{id}",
    path: "/orders/7",
    httpMethod: "POST",
    pathParameters: { id: "7" },
    queryStringParameters: { tag: "b c", empty: "", plus: "x y" },
    multiValueQueryStringParameters: { tag: ["a", "b c"], empty: [""], plus: ["x y"] },
    stageVariables: { colour: "blue" },
    body: '{"a":"é"}',
    isBase64Encoded: false,
    requestContext: {
      resourcePath: "/orders/{id}",
      httpMethod: "POST",
      path: "/orders/7",
      accountId: "000000000000",
      protocol: "HTTP/1.1",
      stage: "test",
      domainName: "shop.example",
      domainPrefix: "shop",
      requestTime: "01/Jan/2026:00:00:00 +0000",
      requestTimeEpoch: Date.UTC(2026, 0, 1),
      requestId: response.headers["x-amzn-requestid"],
      extendedRequestId: response.headers["x-amz-apigw-id"],
      identity: { sourceIp: "203.0.113.9", userAgent: "test", caller: null, accountId: null },
    },
  });
  expect(event?.headers).toEqual({
    Host: "shop.example",
    "User-Agent": "test",
    "Content-Type": "application/json",
    "X-Custom": "two",
    "X-Amzn-Trace-Id": response.headers["x-amzn-trace-id"],
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Port": "80",
    "X-Forwarded-Proto": "http",
  });
  expect(event?.multiValueHeaders["X-Custom"]).toEqual(["one", "two"]);
  expect(event?.requestContext.apiId).toMatch(/^[a-z0-9]{10}$/);
});

test("what a request does not have is null in the event", async () => {
  const api = startGateway({ routes: [route("GET", "/products")] });
  await api.call("GET", "/products?");
  expect(api.events("echo")[0]).toMatchObject({
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
  });
});

test("a trace and the forwarding addresses of a proxy in front are passed on", async () => {
  const api = startGateway({ routes: [route("GET", "/products")] });
  const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
  const response = await api.call("GET", "/products", {
    headers: { "X-Amzn-Trace-Id": trace, "x-forwarded-for": "198.51.100.7" },
  });
  expect(response.headers["x-amzn-trace-id"]).toBe(trace);
  expect(api.events("echo")[0]?.headers).toMatchObject({
    "X-Amzn-Trace-Id": trace,
    "X-Forwarded-For": "198.51.100.7, 203.0.113.9",
  });
});

test("a request that names __proto__ harms nothing", async () => {
  const api = startGateway({ routes: [route("GET", "/products")] });
  await api.call("GET", "/products?__proto__=x&constructor=y", { headers: { __proto__2: "z" } });
  expect(Object.keys(api.events("echo")[0]?.queryStringParameters ?? {})).toEqual([
    "__proto__",
    "constructor",
  ]);
});

test("status, headers and multi-value headers of the answer are sent, merged by AWS's rule", async () => {
  const api = startGateway(
    { routes: [route("GET", "/")] },
    {
      echo: () => ({
        statusCode: "201",
        headers: { "X-One": "single", "X-Flag": true, Server: "mine", "Transfer-Encoding": "chunked" },
        multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"], "x-one": ["many"] },
        body: "created",
      }),
    },
  );
  const response = await api.call("GET", "/");
  expect(response).toMatchObject({ status: 201, body: "created" });
  expect(response.headers).toMatchObject({
    "content-type": "application/json",
    "x-one": ["many"],
    "x-flag": "true",
    "set-cookie": ["a=1", "b=2"],
    "x-amzn-remapped-server": "mine",
  });
  expect(response.headers["transfer-encoding"]).toBeUndefined();
});

test("an answer that is not of the proxy format is 502", async () => {
  const malformed: unknown[] = [
    null,
    "text",
    [1],
    { statusCode: 200, body: { an: "object" } },
    { statusCode: 200, body: 7 },
    { statusCode: "abc" },
    { statusCode: 99 },
    { statusCode: 200, result: "unknown member" },
    { statusCode: 200, headers: { "X-Number": 1 } },
    { statusCode: 200, headers: { "X-Split": "a\r\nSet-Cookie: evil=1" } },
    { statusCode: 200, headers: { "bad name": "x" } },
    { statusCode: 200, multiValueHeaders: { "X-List": "not a list" } },
  ];
  for (const payload of malformed) {
    const api = startGateway({ routes: [route("GET", "/")] }, { echo: () => payload });
    const response = await api.call("GET", "/");
    expect([response.status, body(response)], JSON.stringify(payload)).toEqual([
      502,
      { message: "Internal server error" },
    ]);
  }
  const empty = startGateway({ routes: [route("GET", "/")] }, { echo: () => ({}) });
  expect(await empty.call("GET", "/")).toMatchObject({ status: 200, body: "" });
});

test("a function that throws is 502 and its error stays inside, a missing one 500", async () => {
  const api = startGateway(
    { routes: [route("GET", "/"), route("GET", "/gone", { function: "gone" })] },
    {
      echo: () => {
        throw new Error("password is hunter2");
      },
    },
  );
  const response = await api.call("GET", "/");
  expect([response.status, body(response)]).toEqual([502, { message: "Internal server error" }]);
  expect((await api.call("GET", "/gone")).status).toBe(500);
});

test("an integration that takes longer than its timeout, 29 s at most, is 504", async () => {
  const api = startGateway(
    { routes: [route("GET", "/slow"), route("GET", "/brisk", { timeoutMs: 3000 })] },
    { echo: () => new Promise(() => {}) },
  );
  const slow = api.call("GET", "/slow");
  const brisk = api.call("GET", "/brisk");
  await settle();
  api.clock.advance(3000);
  const response = await brisk;
  expect([response.status, body(response)]).toEqual([504, { message: "Endpoint request timed out" }]);
  api.clock.advance(25_999);
  expect(await Promise.race([slow, settle().then(() => "waiting")])).toBe("waiting");
  api.clock.advance(1);
  expect((await slow).status).toBe(504);
});

test("bodies of binary media types travel as base64, both ways, by the first type accepted", async () => {
  const bytes = Buffer.from([0, 255, 128, 7]);
  const api = startGateway(
    { routes: [route("POST", "/")], binaryMediaTypes: ["image/*", "application/pdf"] },
    {
      echo: () => ({ statusCode: 200, isBase64Encoded: true, body: bytes.toString("base64") }),
    },
  );
  const accepted = await api.call("POST", "/", {
    headers: { "Content-Type": "image/png", Accept: "image/webp, text/html" },
    body: bytes,
  });
  expect(api.events("echo")[0]).toMatchObject({ isBase64Encoded: true, body: bytes.toString("base64") });
  expect(accepted.body).toEqual(bytes);
  const other = await api.call("POST", "/", { headers: { Accept: "text/html, image/png" }, body: "text" });
  expect(api.events("echo")[1]).toMatchObject({ isBase64Encoded: false, body: "text" });
  expect(other.body).toBe(bytes.toString("base64"));
});

test("a body over 10 MB, or an event over Lambda's 6 MB, is 413", async () => {
  const api = startGateway({ routes: [route("POST", "/")] });
  const tooLarge = await api.call("POST", "/", { body: Buffer.alloc(10 * 1024 * 1024 + 1, "a") });
  expect([tooLarge.status, body(tooLarge)]).toEqual([
    413,
    { message: "HTTP content length exceeded 10485760 bytes." },
  ]);
  const tooLong = await api.call("POST", "/", { body: Buffer.alloc(7 * 1024 * 1024, "a") });
  expect([tooLong.status, body(tooLong)]).toEqual([413, { message: "Request Too Long" }]);
  expect((await api.call("POST", "/", { body: Buffer.alloc(5 * 1024 * 1024, "a") })).status).toBe(200);
});

test("each request is metered with its bytes; what AWS does not bill counts no request", async () => {
  const api = startGateway({ routes: [route("POST", "/")] });
  await api.call("POST", "/", { body: "12345" });
  await api.call("GET", "/nowhere");
  expect(api.kernel.meter.totals().find(({ service }) => service === "apigateway")).toMatchObject({
    operation: "Request",
    calls: 2,
    units: { requests: 1 },
    requestBytes: 5,
  });
});
