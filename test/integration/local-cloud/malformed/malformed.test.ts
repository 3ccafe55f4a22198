import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../../../packages/local-cloud/src/cloud.ts";
import type { WireRequest, WireResponse } from "../../../../packages/local-cloud/src/kernel/wire.ts";
import { accountWithResources } from "./support/account.ts";
import { type AwsOperation, OPERATIONS } from "./support/operations.ts";
import { malformedInput, request, wireRequest } from "./support/requests.ts";

const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS_PER_OPERATION = Number(process.env["RUNS"] ?? 15);
const MEBIBYTE = 1024 * 1024;

let cloud: LocalCloud;
let names: string[];

beforeAll(async () => {
  process.stdout.write(`malformed requests: SEED=${seed}\n`);
  ({ cloud, names } = await accountWithResources());
});
afterAll(() => cloud.stop());

/**
 * Expects an AWS response: success, or a client error with a code. S3 refuses unsupported
 * operations with 501.
 */
function expectAwsAnswer({ service, name }: AwsOperation, { status, headers, body }: WireResponse): void {
  if (status < 400) return;
  const text = body.toString();
  if (service === "s3" && status === 501) expect(text).toContain("<Code>NotImplemented</Code>");
  else expect(status, `${service} ${name}: ${text}`).toBeLessThan(500);
  if (service === "sns" || service === "s3") {
    if (text !== "") expect(text).toMatch(/<Code>\w[\w.]*<\/Code>/);
    return;
  }
  const { __type: type = headers["x-amzn-errortype"] } = JSON.parse(text) as { __type?: string };
  expect(type).toMatch(/\w+$/);
}

async function answersLikeAws(operation: AwsOperation, wire: WireRequest): Promise<void> {
  expectAwsAnswer(operation, await cloud.handle(wire));
}

async function stillServes(): Promise<void> {
  const { QueueUrl } = await cloud.call("sqs", "CreateQueue", { QueueName: "afterwards" });
  await cloud.call("sqs", "SendMessage", { QueueUrl, MessageBody: "still here" });
  const { Messages } = await cloud.call("sqs", "ReceiveMessage", { QueueUrl });
  expect(Messages).toMatchObject([{ Body: "still here" }]);
}

const byService = Map.groupBy(OPERATIONS, ({ service }) => service);

describe.each([...byService])("%s refuses what it cannot read, as AWS does", (_, operations) => {
  it("when members have random values and wrong types", async () => {
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(malformedInput(operation, names), (input) =>
          answersLikeAws(operation, wireRequest(operation, input)),
        ),
        { seed, numRuns: RUNS_PER_OPERATION },
      );
    }
    await stillServes();
  });

  it("when the body is random bytes", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 64 }).map((array) => Buffer.from(array)),
      fc
        .constantFrom("", "null", "[]", '"', "{", "0", "{}}", '{"a":}', "\uFEFF{}", "<", "<a", "&=%")
        .map((text) => Buffer.from(text)),
    );
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(bytes, (body) => answersLikeAws(operation, request(operation, body))),
        { seed, numRuns: RUNS_PER_OPERATION },
      );
    }
    await stillServes();
  });

  it("when values are nested too deep", async () => {
    for (const operation of operations) {
      for (const body of deepBodies(operation)) await answersLikeAws(operation, request(operation, body));
    }
    await stillServes();
  });

  it("when the body is too large", async () => {
    const large = "x".repeat(1.1 * MEBIBYTE);
    for (const operation of operations) {
      const members = operation.input.kind === "structure" ? [...operation.input.members.keys()] : ["Any"];
      const member = members.at(-1) ?? "Any";
      const small = wireRequest(operation, { [member]: "small" }).body.toString();
      await answersLikeAws(operation, request(operation, small.replace("small", large)));
    }
    await stillServes();
  });
});

/**
 * Bodies nested to this depth, as the whole body and in each member, with alternating lists and
 * maps.
 */
function deepBodies({ service, name, input }: AwsOperation): string[] {
  const levels = 15_000;
  const members = input.kind === "structure" ? [...input.members.keys()] : [];
  if (service === "s3") return ["<a>".repeat(levels)];
  if (service === "sns") return [`Action=${name}&a${".b".repeat(levels)}=c`];
  const list = "[".repeat(levels) + "]".repeat(levels);
  const map = `${'{"M":'.repeat(levels)}1${"}".repeat(levels)}`;
  return [list, ...members.map((member, index) => `{"${member}":${index % 2 === 0 ? list : map}}`)];
}

describe("the endpoint", () => {
  it("refuses operations and services that do not exist", async () => {
    const common = { path: "/", query: new URLSearchParams(), body: Buffer.from("{}") };
    const targets = [
      "",
      ".",
      "DynamoDB_20120810",
      "DynamoDB_20120810.",
      "DynamoDB_20120810.constructor",
      "Nobody.Nothing",
    ];
    for (const target of targets) {
      const answer = await cloud.handle({ ...common, method: "POST", headers: { "x-amz-target": target } });
      expect(answer.status, target).toBeGreaterThanOrEqual(400);
      expect(answer.status, target).toBeLessThan(500);
    }
  });

  it("survives paths, queries and headers of any kind", async () => {
    const wire = fc.record({
      method: fc.constantFrom("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"),
      path: fc.oneof(
        fc.webPath(),
        fc.string().map((text) => `/${text}`),
        fc.constantFrom("/%", "/v1/pipes/%", "//", "/.."),
      ),
      query: fc.webQueryParameters().map((text) => new URLSearchParams(text)),
      headers: fc.dictionary(
        fc.constantFrom(
          "authorization",
          "x-amz-target",
          "content-type",
          "x-amz-copy-source",
          "range",
          "content-md5",
        ),
        fc.oneof(
          fc.string(),
          fc.constantFrom("AWS4-HMAC-SHA256 Credential=a", "AWS4- Credential=a/b/c/sqs/d", "AmazonSQS."),
        ),
        { noNullPrototype: true },
      ),
      body: fc.uint8Array({ maxLength: 32 }).map((array) => Buffer.from(array)),
    });
    await fc.assert(
      fc.asyncProperty(wire, async (one) => {
        const { status } = await cloud.handle(one);
        if (status !== 501) expect(status).toBeLessThan(500);
      }),
      { seed, numRuns: 1000 },
    );
    await stillServes();
  });

  it("refuses bodies that nobody should keep in memory", async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { "content-length": String(1024 * MEBIBYTE), "x-amz-target": "AmazonSQS.SendMessage" };
      const outgoing = httpRequest(cloud.url ?? "", { method: "POST", headers }, (response) => {
        resolve(response.statusCode);
        outgoing.destroy();
      });
      outgoing.on("error", reject);
      outgoing.write("{");
    });
    expect(status).toBe(413);
    await stillServes();
  });

  it("survives what is not HTTP", async () => {
    const { port } = new URL(cloud.url ?? "");
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string().map((text) => Buffer.from(`POST / HTTP/1.1\r\ncontent-length: ${text}\r\n\r\n${text}`)),
      fc.string().map((text) => Buffer.from(`POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n${text}`)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, (sent) => talk(Number(port), sent)),
      { seed, numRuns: 50 },
    );
    await stillServes();
  });
});

/** Sends bytes over a socket and waits until the other side closes it. */
function talk(port: number, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.end(bytes));
    socket.on("data", () => {});
    socket.on("error", () => {});
    socket.on("close", () => resolve());
  });
}
