import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyWebhook } from "@tradewind/commerce/platform/standard-webhooks";
import { NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { passTime } from "../../support/orders.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** A merchant's server: records its requests and answers as told. */
const received: { headers: IncomingHttpHeaders; body: string; at: number }[] = [];
let answer: (attempt: number) => number = () => 200;
let receiver: Server;
let url: string;

const faultSwitch = new FaultSwitch();
let shop: TestShop;
let admin: Client;
let customer: Client;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { headers } = request;
      received.push({ headers, body: Buffer.concat(chunks).toString(), at: shop.clock?.now() ?? 0 });
      const status = answer(received.length);
      response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end("x".repeat(10));
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const settings = { CarrierPace: "1", WebhookTargets: "loopback" };
  shop = await TestShop.open({ settings, faults: faultSwitch.faults });
  admin = await shop.admin();
  customer = await shop.customer();
});
beforeEach(async () => {
  for (const { id } of (await admin.get("/admin/webhooks")).body.items)
    await admin.call("DELETE", `/admin/webhooks/${id}`);
  received.length = 0;
  answer = () => 200;
  faultSwitch.clear();
});
afterAll(async () => {
  await shop.stop();
  receiver.close();
});

/** Waits until all attempts are made; earlier sessions have ended by then. */
async function nextDay(): Promise<void> {
  await passTime(shop, DAY_MS);
  admin = await shop.admin();
  customer = await shop.customer();
}

/** Creates a webhook that the whole shop knows. */
async function create(events: string[], to = url) {
  const { body } = await admin.call("POST", "/admin/webhooks", { body: { url: to, events } });
  shop.clock?.advance(MINUTE_MS);
  return body;
}
const deliveries = async (id: string) => (await admin.get(`/admin/webhooks/${id}/deliveries`)).body.items;
const deadLetters = () =>
  shop.shop.cloud.sqs.queues().find(({ name }) => name === "WebhookDeliveriesDlq")?.visible;

describe("a merchant's webhook", () => {
  it("receives the events it asks for, signed with its secret", async () => {
    const { id, secret } = await create(["order.shipped"]);
    const orderId = await customer.buy(await shop.variant());
    await shop.settle();
    expect(received).toHaveLength(1);
    const [{ headers, body, at } = { headers: {}, body: "", at: 0 }] = received;
    expect(JSON.parse(body)).toMatchObject({ type: "order.shipped", data: { orderId } });
    const [delivery] = await deliveries(id);
    const given = headers as Record<string, string>;
    expect(verifyWebhook(secret, given, at, body)).toBe(delivery.id);
    expect(verifyWebhook(secret, given, at, `${body} `)).toBeUndefined();
    expect(delivery).toMatchObject({ state: "DELIVERED", attempts: 1, lastOutcome: "200" });
  });

  it("is known to the whole shop within a minute, though it was without webhooks until then", async () => {
    await customer.buy(await shop.variant());
    await shop.settle(0);
    const { id } = await create(["order.placed"]);
    await customer.buy(await shop.variant());
    await shop.settle(MINUTE_MS);
    expect(await deliveries(id)).toHaveLength(1);
  });

  it("shows its secret once", async () => {
    const { secret } = await create(["order.placed"]);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { body } = await admin.get("/admin/webhooks");
    expect(body.items).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain("secret");
  });

  it("is retried at growing intervals, with the same id and body, until it accepts", async () => {
    const { id } = await create(["order.shipped"]);
    answer = (attempt) => (attempt < 4 ? 503 : 204);
    await customer.buy(await shop.variant());
    await nextDay();
    expect(
      new Set(received.map(({ headers, body }) => `${String(headers["webhook-id"])} ${body}`)).size,
    ).toBe(1);
    const waits = received.map(({ at }, index) => Math.round((at - (received[index - 1]?.at ?? at)) / 1000));
    expect(waits).toEqual([0, 5, 30, 120]);
    expect((await deliveries(id))[0]).toMatchObject({ state: "DELIVERED", attempts: 4, lastOutcome: "204" });
    expect(deadLetters()).toBe(0);
  });

  it("leaves a dead letter when it never accepts, and can be sent again", async () => {
    const { id } = await create(["order.shipped"]);
    // A redirect is not followed: it may lead to a private host.
    answer = () => 302;
    await customer.buy(await shop.variant());
    await nextDay();
    expect(received).toHaveLength(8);
    expect(deadLetters()).toBe(1);
    const [delivery] = await deliveries(id);
    expect(delivery).toMatchObject({ state: "FAILED", attempts: 8, lastOutcome: "302" });

    answer = () => 200;
    const path = `/admin/webhooks/${id}/deliveries/${delivery.id}/redeliver`;
    const again = await admin.call("POST", path);
    expect([again.status, again.body.state]).toEqual([202, "PENDING"]);
    await shop.settle();
    expect((await deliveries(id))[0]).toMatchObject({ state: "DELIVERED", attempts: 9 });
    expect(received.at(-1)?.headers["webhook-id"]).toBe(delivery.id);
  });

  /** Attempts were counted in the delivery, without those that died: it stayed RETRYING. */
  it.each([
    ["before it began", "Invoke", 3, 7],
    ["at the last attempt", "GenerateMac", 8, 7],
  ])("is shown as failed when a function died %s", async (_when, call, number, requests) => {
    const { id } = await create(["order.shipped"]);
    answer = () => 500;
    let calls = 0;
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) => {
        if (operation === call && caller === "DeliverWebhook") calls += 1;
        else return undefined;
        return calls === number ? { crash: "before" } : undefined;
      },
    };
    const before = deadLetters() ?? 0;
    await customer.buy(await shop.variant());
    await nextDay();
    expect(received).toHaveLength(requests);
    expect(deadLetters()).toBe(before + 1);
    expect((await deliveries(id))[0]).toMatchObject({ state: "FAILED", attempts: 8 });
  });

  it("makes one delivery of an event that arrives twice", async () => {
    const { id } = await create(["order.shipped"]);
    await customer.buy(await shop.variant());
    await shop.settle();
    const [{ eventId }] = await deliveries(id);
    const { url: QueueUrl } = shop.shop.links.get("WebhookEvents") as { url: string };
    const orderId = "ord_01JZZZZZZZZZZZZZZZZZZZZZZZ";
    const detail = {
      id: eventId,
      type: "order.shipped",
      version: 1,
      time: new Date(shop.clock?.now() ?? 0).toISOString(),
      actor: { kind: "system", id: "test" },
      correlationId: "test",
      causationId: "test",
      data: { orderId, customerId: "c", trackingNumber: "t" },
    };
    await shop.shop.cloud.call("sqs", "SendMessage", { QueueUrl, MessageBody: JSON.stringify({ detail }) });
    await shop.settle();
    expect(received).toHaveLength(1);
    expect(await deliveries(id)).toHaveLength(1);
  });

  it("receives nothing after it is deleted, not even pending deliveries", async () => {
    const { id } = await create(["order.shipped"]);
    answer = () => 500;
    await customer.buy(await shop.variant());
    await shop.settle(2000);
    expect(received).toHaveLength(1);
    expect((await admin.call("DELETE", `/admin/webhooks/${id}`)).status).toBe(204);
    await nextDay();
    expect(received).toHaveLength(1);
    expect((await admin.get(`/admin/webhooks/${id}/deliveries`)).body.code).toBe("webhook.not_found");
  });

  it("is refused for customers, private hosts, unknown events, and beyond twenty", async () => {
    const body = { url, events: ["order.placed"] };
    expect((await customer.call("POST", "/admin/webhooks", { body })).status).toBe(403);
    expect(await create(["order.placed"], "https://printer.local/")).toMatchObject({
      status: 422,
      code: "webhook.url_refused",
      errors: [{ pointer: "/body/url" }],
    });
    expect(await create(["order.eaten"])).toMatchObject({ status: 400 });
    for (let count = 0; count < 20; count += 1) await create(["order.placed"]);
    expect(await create(["order.placed"])).toMatchObject({ status: 409, code: "webhook.too_many" });
  });
});
