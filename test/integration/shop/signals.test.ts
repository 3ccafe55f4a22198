/** Signals of pages and browsers, from the request to the bus that keeps them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pagePolicyViolated, pageSignalled } from "@tradewind/blueprint/areas/signals";
import { signalsBus } from "@tradewind/blueprint/ground/signals";
import { TestShop } from "../../support/shop.ts";

const event = { type: "vital", path: "/products/harbour-mug", name: "LCP", value: 820.5 };
const COOKIE = "__Host-session=a.b.c; __Host-refresh=r; __Host-cart=c";

let shop: TestShop;
let QueueUrl: string;
beforeAll(async () => {
  shop = await TestShop.open();
  ({ QueueUrl } = await queueOf(shop));
});
afterAll(() => shop.stop());

/** A queue that takes all signals, as a later consumer would. */
async function queueOf({ shop: { cloud } }: TestShop): Promise<{ QueueUrl: string }> {
  const { QueueUrl: url } = (await cloud.call("sqs", "CreateQueue", { QueueName: "AllSignals" })) as {
    QueueUrl: string;
  };
  const at = { EventBusName: signalsBus.name };
  const pattern = JSON.stringify({ source: [signalsBus.source] });
  await cloud.call("events", "PutRule", { ...at, Name: "All", EventPattern: pattern });
  const Arn = cloud.kernel.arn("sqs", "AllSignals");
  await cloud.call("events", "PutTargets", { ...at, Rule: "All", Targets: [{ Id: "Queue", Arn }] });
  return { QueueUrl: url };
}

interface Signal {
  type: string;
  data: object;
}

/** The signals since the last call, in the form in which consumers get them. */
async function signals(): Promise<Signal[]> {
  await shop.settle();
  const { Messages = [] } = (await shop.shop.cloud.call("sqs", "ReceiveMessage", {
    QueueUrl,
    MaxNumberOfMessages: 10,
  })) as { Messages?: { Body: string; ReceiptHandle: string }[] };
  for (const { ReceiptHandle } of Messages)
    await shop.shop.cloud.call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
  return Messages.map(({ Body }) => (JSON.parse(Body) as { detail: Signal }).detail);
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  shop.anybody().call("POST", path, { body, headers });

describe("a beacon", () => {
  it.each(["application/json", "text/plain;charset=UTF-8"])("of type %s is kept", async (type) => {
    const answer = await post("/beacon", { share: 0.5, events: [event] }, { "content-type": type });
    expect([answer.status, answer.body, answer.headers.getSetCookie()]).toEqual([204, "", []]);
    const [signal] = await signals();
    expect(signal).toMatchObject({ type: pageSignalled.type, data: { share: 0.5, events: [event] } });
    expect(pageSignalled.data().parse(signal?.data)).toEqual(signal?.data);
    expect(Object.keys(signal ?? {}).sort()).toEqual(["data", "id", "time", "type", "version"]);
  });

  it("of a visitor with a session passes without the header of the shop's pages, and names nobody", async () => {
    const headers = { cookie: COOKIE, origin: shop.shop.url, "x-correlation-id": "ada" };
    const path = "/orders/ord_01KB2Z9QW40000000000000001";
    expect((await post("/beacon", { events: [{ type: "view", path }] }, headers)).status).toBe(204);
    const kept = await signals();
    expect(kept[0]?.data).toEqual({ share: 1, events: [{ type: "view", path: "/orders/{id}" }] });
    for (const secret of ["a.b.c", "ada", "01KB2Z9QW40000000000000001"])
      expect(JSON.stringify(kept)).not.toContain(secret);
  });

  it.each<[string, unknown, string]>([
    ["an unknown event", { events: [{ ...event, type: "click" }] }, "/body/events/0/type"],
    ["a further member", { events: [{ ...event, email: "ada@example.com" }] }, "/body/events/0/email"],
    ["an address with a query", { events: [{ ...event, path: "/search?q=ada" }] }, "/body/events/0/path"],
    ["a number that is none", { events: [{ ...event, value: "fast" }] }, "/body/events/0/value"],
    ["no event", { events: [] }, "/body/events"],
    ["a share of nothing", { share: 0, events: [event] }, "/body/share"],
    ["a share whose weight is infinite", { share: 1e-320, events: [event] }, "/body/share"],
    ["a share below the least one", { share: 0.00009, events: [event] }, "/body/share"],
  ])("with %s is refused", async (_what, body, pointer) => {
    const answer = await post("/beacon", body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
    expect(await signals()).toEqual([]);
  });

  it("of more than 8 KB is refused", async () => {
    const { status, body } = await post("/beacon", { events: [{ ...event, path: `/${"a".repeat(8192)}` }] });
    expect([status, body.code]).toEqual([413, "request.too_large"]);
  });

  it("stays in the archive of its bus", async () => {
    const before = await archived(shop);
    await post("/beacon", { events: [event] });
    expect((await signals()).length).toBe(1);
    expect(await archived(shop)).toBe(Number(before) + 1);
  });
});

async function archived({ shop: { cloud } }: TestShop): Promise<unknown> {
  const ArchiveName = `${signalsBus.name}Archive`;
  return (await cloud.call("events", "DescribeArchive", { ArchiveName }))["EventCount"];
}

describe("a report of a policy's violation", () => {
  const report = {
    "document-uri": `https://shop.example/products/mug?email=ada@example.com`,
    "effective-directive": "img-src",
    "blocked-uri": "https://tracker.example/pixel?user=ada",
    "original-policy": "default-src 'none'",
    "a-new-member": { of: "a browser" },
  };
  const violation = {
    path: "/products/mug",
    directive: "img-src",
    blocked: "https://tracker.example",
    disposition: "enforce",
  };

  it.each<[string, unknown]>([
    ["application/csp-report", { "csp-report": report }],
    [
      "application/reports+json",
      [
        {
          type: "csp-violation",
          user_agent: "ada's browser",
          body: {
            documentURL: report["document-uri"],
            effectiveDirective: "img-src",
            blockedURL: report["blocked-uri"],
          },
        },
      ],
    ],
  ])("of type %s is kept without personal data", async (type, body) => {
    const answer = await post("/csp-reports", body, { "content-type": type, cookie: COOKIE });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([204, []]);
    const kept = await signals();
    expect(kept).toMatchObject([{ type: pagePolicyViolated.type, data: { violations: [violation] } }]);
    expect(pagePolicyViolated.data().parse(kept[0]?.data)).toEqual(kept[0]?.data);
    expect(JSON.stringify(kept)).not.toContain("ada");
  });

  it("of another kind is taken and not kept", async () => {
    const headers = { "content-type": "application/reports+json" };
    expect((await post("/csp-reports", [{ type: "deprecation", body: {} }], headers)).status).toBe(204);
    expect(await signals()).toEqual([]);
  });

  it("of another media type is refused, and the answer names the right ones", async () => {
    const { status, body } = await post("/csp-reports", { "csp-report": report });
    expect([status, body.code, body.errors]).toEqual([
      415,
      "request.unsupported_media_type",
      [
        {
          pointer: "/headers/content-type",
          detail: "Expected application/reports+json or application/csp-report",
        },
      ],
    ]);
  });
});

it.each(["/cart/items", "/guest-cart", "/auth/sign-out", "/beacon/", "/beacon%2F..%2Fcart"])(
  "the front door still refuses POST %s with a cookie and without the header of the shop's pages",
  async (path) => {
    const { status, body } = await post(path, {}, { cookie: COOKIE, origin: shop.shop.url });
    expect([status, body.code]).toEqual([403, "auth.cross_site"]);
  },
);
