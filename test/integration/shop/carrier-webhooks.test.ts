import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInCarrierSecret } from "@tradewind/blueprint/areas/logistics";
import { sign } from "@tradewind/commerce/platform/standard-webhooks";
import { violations } from "../../support/invariants.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const MINUTE_MS = 60_000;

let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open();
  customer = await shop.customer();
});
afterAll(() => shop.stop());

const now = () => shop.clock?.now() ?? 0;
const statusOf = async (id: string) => (await customer.get(`/orders/${id}`)).body.status;

function report(orderId: string, scan: string): string {
  const trackingNumber = orderId.replace("ord_", "trk_");
  return JSON.stringify({
    type: "parcel.scanned",
    data: { trackingNumber, scan, at: new Date(now()).toISOString() },
  });
}

const send = (body: string, headers: object, carrier = "built-in") =>
  shop.anybody().call("POST", `/webhooks/carriers/${carrier}`, { body, headers: { ...headers } });

const signed = (id: string, body: string, at = now()) => sign(builtInCarrierSecret.local, id, at, body);

async function shippedOrder(): Promise<string> {
  const id = await customer.buy(await shop.variant());
  await shop.settle();
  expect(await statusOf(id)).toBe("SHIPPED");
  return id;
}

describe("a carrier's webhook", () => {
  it("moves an order on once, in whatever order and however often webhooks arrive", async () => {
    const id = await shippedOrder();
    for (const [event, scan] of [
      ["c", "DELIVERED"],
      ["b", "OUT_FOR_DELIVERY"],
      ["c", "DELIVERED"],
      ["a", "IN_TRANSIT"],
    ] as const) {
      const body = report(id, scan);
      expect((await send(body, signed(`${id}-${event}`, body))).status).toBe(202);
    }
    await shop.settle();
    expect(await statusOf(id)).toBe("DELIVERED");
    const { parcels } = (await customer.get(`/orders/${id}/tracking`)).body;
    expect(parcels[0].scans).toHaveLength(4);
    const { items } = (await shop.anybody().get("/_local/outbox")).body;
    const arrived = items.filter(({ subject }: { subject: string }) => subject.endsWith(`${id} has arrived`));
    expect(arrived).toHaveLength(1);
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("is refused without effect when its signature is missing, old, or of another body", async () => {
    const id = await shippedOrder();
    const body = report(id, "DELIVERED");
    const headers = signed("x", body);
    const refused = [
      await send(body, {}),
      await send(body.replace("DELIVERED", "IN_TRANSIT"), headers),
      await send(body, { ...headers, "webhook-id": "y" }),
      await send(body, signed("x", body, now() - 6 * MINUTE_MS)),
    ];
    for (const answer of refused)
      expect([answer.status, answer.body.code]).toEqual([401, "webhook.signature_invalid"]);
    await shop.settle();
    expect(await statusOf(id)).toBe("SHIPPED");
  });

  it("cannot be replayed later", async () => {
    const body = report(await shippedOrder(), "IN_TRANSIT");
    const headers = signed("replayed", body);
    expect((await send(body, headers)).status).toBe(202);
    shop.clock?.advanceTo(now() + 6 * MINUTE_MS);
    expect((await send(body, headers)).status).toBe(401);
  });

  it("is accepted only from known carriers", async () => {
    const body = report("ord_01JZZZZZZZZZZZZZZZZZZZZZZZ", "DELIVERED");
    for (const carrier of ["pigeon", "constructor"]) {
      const { status, body: problem } = await send(body, signed("x", body), carrier);
      expect([status, problem.code]).toEqual([404, "webhook.source_unknown"]);
    }
  });

  it("becomes a dead letter when it cannot be parsed, and is ignored when it is no scan", async () => {
    const other = `{"type":"invoice.sent","data":{"amount":1}}`;
    expect((await send(other, signed("other", other))).status).toBe(202);
    await shop.settle();
    const letters = () =>
      shop.shop.cloud.sqs.queues().find(({ name }) => name === "CarrierEventsDlq")?.visible;
    expect(letters()).toBe(0);
    const body = `{"type":"parcel.scanned","data":{}}`;
    expect((await send(body, signed("broken", body))).status).toBe(202);
    await shop.settle(60 * MINUTE_MS);
    expect(letters()).toBe(1);
  });
});
