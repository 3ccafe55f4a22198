import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Listener } from "../../../../packages/local-cloud/src/api-gateway/index.ts";
import { OK, route, startGateway } from "./support.ts";

let release = () => {};
const api = startGateway(
  {
    routes: [
      route("GET", "/echo"),
      route("POST", "/echo"),
      route("HEAD", "/echo"),
      route("GET", "/slow", { function: "slow" }),
    ],
    throttle: { rate: 1e6, burst: 1e6 },
  },
  { slow: () => new Promise((resolve) => (release = () => resolve({ body: "late" }))), echo: OK },
);
let listener: Listener;
beforeAll(async () => {
  listener = await api.gateway.listen(0);
});
afterAll(() => listener.close());

/** Sends raw bytes and returns everything received until the server closes the connection. */
function raw(...parts: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(listener.port, "127.0.0.1", () => {
      for (const part of parts) socket.write(part, "latin1");
    });
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => (answer += chunk));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

function send(
  options: { method: string; path: string; headers?: Record<string, string | string[]>; agent?: Agent },
  body?: Buffer,
): Promise<{ response: IncomingMessage; body: string; reused: boolean }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: listener.port, ...options }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ response, body: text, reused: sent.reusedSocket }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const last = () => api.events("echo").at(-1);

test("a request over a socket keeps its headers' case and its duplicates", async () => {
  const { response, body } = await send({
    method: "GET",
    path: "/echo?a=1",
    headers: { "X-CamelCase": ["one", "two"], Host: "shop.example:4000" },
  });
  expect([response.statusCode, body]).toEqual([200, "ok"]);
  expect(response.headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(last()?.multiValueHeaders["X-CamelCase"]).toEqual(["one", "two"]);
  expect(last()?.headers["X-Forwarded-Port"]).toBe("4000");
  expect(last()?.requestContext.identity.sourceIp).toBe("127.0.0.1");
});

test("a connection is kept alive from request to request", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const reused = [];
  for (let turn = 0; turn < 3; turn += 1) {
    reused.push((await send({ method: "GET", path: "/echo", agent })).reused);
  }
  expect(reused).toEqual([false, true, true]);
  agent.destroy();
});

test("pipelined requests are answered in order", async () => {
  const one = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";
  const answer = await raw(one, one, "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 403"]);
});

test("a body of exactly 10 MB passes the gateway, one byte more is 413, declared or streamed", async () => {
  const limit = 10 * 1024 * 1024;
  const exact = await send({ method: "POST", path: "/echo" }, Buffer.alloc(limit, "a"));
  // Lambda takes 6 MB.
  expect(exact.body).toContain("Request Too Long");
  const declared = await send({ method: "POST", path: "/echo" }, Buffer.alloc(limit + 1, "a"));
  expect(declared.response.statusCode).toBe(413);
  expect(declared.body).toContain("exceeded 10485760 bytes");
  const streamed = await send(
    { method: "POST", path: "/echo", headers: { "Transfer-Encoding": "chunked" } },
    Buffer.alloc(limit + 1, "a"),
  );
  expect(streamed.response.statusCode).toBe(413);
  expect((await send({ method: "GET", path: "/echo" })).response.statusCode).toBe(200);
});

test("a client that expects 100-continue is refused before it sends too much", async () => {
  const answer = await raw(
    `POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: ${20 * 1024 * 1024}\r\nExpect: 100-continue\r\n\r\n`,
    "",
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413/);
  const small = await raw(
    "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
    "hi",
  );
  expect(small).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
});

test("malformed requests are 400 and hurt nobody else", async () => {
  const malformed = [
    "NONSENSE\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "GET /echo HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
    "GET /echo HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    "GET /echo HTTP/1.1\r\n\r\n",
    "\u0000\u0001\u0002\u0003\r\n\r\n",
  ];
  for (const text of malformed) expect(await raw(text), JSON.stringify(text)).toMatch(/^HTTP\/1\.1 400/);
  expect((await send({ method: "GET", path: "/echo" })).response.statusCode).toBe(200);
});

test("a request head over 10,240 bytes is refused", async () => {
  const answer = await raw(`GET /echo HTTP/1.1\r\nHost: a\r\nX-Big: ${"a".repeat(11_000)}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431/);
});

test("a target in absolute form is understood", async () => {
  const answer = await raw("GET http://a/echo?x=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 200/);
  expect(last()).toMatchObject({ path: "/echo", queryStringParameters: { x: "1" } });
});

test("an answer to HEAD has no body", async () => {
  const { response, body } = await send({ method: "HEAD", path: "/echo" });
  expect([response.statusCode, body, response.headers["content-length"]]).toEqual([200, "", "2"]);
});

test("a page beside the API that fails is 500, and the cloud lives on", async () => {
  const broken = startGateway(
    { routes: [route("GET", "/echo")] },
    {},
    {
      staticPaths: ({ target }) =>
        target === "/page" ? Promise.reject(new Error("broken page")) : undefined,
    },
  );
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const beside = await broken.gateway.listen(0);
  const status = async (path: string) => (await fetch(`http://127.0.0.1:${beside.port}${path}`)).status;
  expect([await status("/page"), await status("/echo")]).toEqual([500, 200]);
  expect((await warned).message).toBe("broken page");
  await beside.close();
});

test("a client that goes away while sending or while waiting is forgotten", async () => {
  const sending = connect(listener.port, "127.0.0.1");
  sending.write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
  await new Promise((resolve) => sending.once("connect", resolve));
  sending.destroy();
  const waiting = connect(listener.port, "127.0.0.1");
  waiting.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  while (api.events("slow").length === 0) await new Promise((resolve) => setImmediate(resolve));
  waiting.resetAndDestroy();
  await new Promise((resolve) => waiting.once("close", resolve));
  release();
  expect((await send({ method: "GET", path: "/echo" })).response.statusCode).toBe(200);
});
