import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { carrierScans } from "@tradewind/blueprint/areas/logistics";
import { violations } from "../../support/invariants.ts";
import { eventTypesOf } from "../../support/scenarios.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const WAY = ["PICKED_UP", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"];

let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  shop = await TestShop.open({ settings: { CarrierPace: "1 30 60 90" } });
  customer = await shop.customer();
});
afterAll(() => shop.stop());

const get = async (id: string, path = "") => (await customer.get(`/orders/${id}${path}`)).body;
const mailsAbout = async (id: string): Promise<string[]> =>
  (await shop.anybody().get("/_local/outbox")).body.items
    .filter(({ subject }: { subject: string }) => subject.includes(id))
    .map(({ subject }: { subject: string }) => subject)
    .toReversed();

const now = () => shop.clock?.now() ?? 0;

async function report(orderId: string, scan: string, parcel = "", at = now()): Promise<void> {
  const { cloud, links } = shop.shop;
  const { url: QueueUrl } = links.get(carrierScans.name) as { url: string };
  const seen = { orderId, trackingNumber: orderId.replace("ord_", "trk_") + parcel, scan };
  const MessageBody = JSON.stringify({ ...seen, at: new Date(at).toISOString() });
  await cloud.call("sqs", "SendMessage", { QueueUrl, MessageBody });
}

describe("the built-in carrier", () => {
  it("picks up and delivers an order, scan by scan, and the customer is informed", async () => {
    const id = await customer.buy(await shop.variant());
    expect(await get(id, "/tracking")).toEqual({ parcels: [] });
    await shop.settle(45_000);
    expect((await get(id)).status).toBe("SHIPPED");
    const { parcels } = await get(id, "/tracking");
    expect(parcels).toEqual([
      {
        trackingNumber: id.replace("ord_", "trk_"),
        location: "loc_main",
        contents: [{ sku: expect.any(String), quantity: 1 }],
        carrier: "built-in",
        status: "IN_TRANSIT",
        scans: [
          { scan: "PICKED_UP", at: expect.any(String) },
          { scan: "IN_TRANSIT", at: expect.any(String) },
        ],
      },
    ]);
    await shop.settle();
    expect((await get(id)).status).toBe("DELIVERED");
    expect((await get(id, "/tracking")).parcels[0].scans.map(({ scan }: { scan: string }) => scan)).toEqual(
      WAY,
    );
    expect(await mailsAbout(id)).toEqual([
      expect.stringMatching(/^We have received your order/),
      expect.stringMatching(/is on its way$/),
      expect.stringMatching(/has arrived$/),
    ]);
    const { items } = await get(id, "/timeline");
    expect(items.at(-1)).toMatchObject({ kind: "status", name: "DELIVERED" });
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("has a label for each parcel, for staff to print", async () => {
    const id = await customer.buy(await shop.variant(), { quantity: 2 });
    await shop.settle(2000);
    const staff = await shop.admin();
    const { body } = await staff.get(`/admin/orders/${id}/labels`);
    const trackingNumber = id.replace("ord_", "trk_");
    expect(body.items).toEqual([
      { trackingNumber, location: "loc_main", label: { pdf: expect.any(String) } },
    ]);
    const pdf = Buffer.from(body.items[0].label.pdf, "base64").toString("latin1");
    expect(pdf).toMatch(/^%PDF-1\.4\n[^]*\n%%EOF\n$/);
    expect(pdf).toContain(`(${trackingNumber})`);
    expect(pdf).toContain("(Town 12345)");
    expect(pdf).toMatch(/\(2 x SKU-\d+\)/);
    expect((await customer.get(`/admin/orders/${id}/labels`)).status).toBe(403);
  });

  it("shows an order's parcels only to its customer", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle();
    const { status, body } = await (await shop.customer()).get(`/orders/${id}/tracking`);
    expect([status, body.code]).toEqual([404, "order.not_found"]);
  });
});

/** Orders two SKUs from two stock locations. */
async function splitOrder(): Promise<string> {
  const [here, there] = [await shop.variant(), await shop.variant({ stock: 0 })];
  const Inventory = await import("@tradewind/commerce/inventory");
  await Inventory.set(await shop.context(), there, { available: 10, location: "loc_north" });
  await customer.addToCart(here, 2);
  return customer.buy(there, { quantity: 3 });
}

describe("an order whose units lie in two places", () => {
  it("leaves in two parcels; the last pickup makes it SHIPPED, the last delivery DELIVERED", async () => {
    const id = await splitOrder();
    await shop.settle(2000);
    expect((await get(id)).status).toBe("PARTIALLY_SHIPPED");
    expect((await customer.call("POST", `/orders/${id}/cancel`)).body.code).toBe("order.not_cancellable");
    await shop.settle(10_000);
    expect((await get(id)).status).toBe("SHIPPED");
    const { parcels } = await get(id, "/tracking");
    const number = id.replace("ord_", "trk_");
    expect(parcels).toMatchObject([{ trackingNumber: number }, { trackingNumber: `${number}-2` }]);
    const locations = parcels.map(({ location }: { location: string }) => location);
    expect(locations.toSorted()).toEqual(["loc_main", "loc_north"]);
    const units = parcels.flatMap(({ contents }: { contents: { quantity: number }[] }) => contents);
    expect(units.reduce((sum: number, { quantity }: { quantity: number }) => sum + quantity, 0)).toBe(5);
    await shop.settle(82_000);
    expect((await get(id)).status).toBe("SHIPPED");
    await shop.settle();
    expect((await get(id)).status).toBe("DELIVERED");
    expect(await mailsAbout(id)).toHaveLength(4);
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("ends the same when the delivery of the second parcel is the first scan to arrive", async () => {
    const id = await splitOrder();
    await shop.settle(0);
    await report(id, "DELIVERED", "-2");
    await shop.settle(0);
    expect((await get(id)).status).toBe("PARTIALLY_SHIPPED");
    await report(id, "DELIVERED");
    await shop.settle(0);
    expect((await get(id)).status).toBe("DELIVERED");
    await shop.settle();
    expect(await violations(shop.shop)).toEqual([]);
  });
});

describe("scans that arrive in any order, and more than once", () => {
  it("bring the order to the furthest scan, with each mail once", async () => {
    const arrivals = fc.array(fc.constantFrom(...WAY), { minLength: 1, maxLength: 6 });
    const samples = fc.sample(arrivals, { numRuns: 8, seed: 11 });
    for (const scans of [...samples, ["DELIVERED"], WAY.toReversed()]) {
      const id = await customer.buy(await shop.variant());
      // The saga waits for the carrier, whose own first scan is due in a second.
      await shop.settle(0);
      for (const scan of scans) await report(id, scan);
      await shop.settle(0);
      const delivered = scans.includes("DELIVERED");
      expect([scans, (await get(id)).status]).toEqual([scans, delivered ? "DELIVERED" : "SHIPPED"]);
      await shop.settle();
      expect((await get(id)).status).toBe("DELIVERED");
      expect(await mailsAbout(id)).toHaveLength(3);
    }
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("take a cancelled order forward again when its parcel is gone, and call a person", async () => {
    const id = await customer.buy(await shop.variant());
    await shop.settle(0);
    await customer.call("POST", `/orders/${id}/cancel`);
    await report(id, "DELIVERED");
    await shop.settle();
    expect(await get(id)).toMatchObject({ status: "DELIVERED", payment: { status: "CAPTURED" } });
    expect(await eventTypesOf(id)).toContain("order.needs_attention");
    expect(await violations(shop.shop)).toEqual([]);
  });
});

describe("the cancellation of parcels", () => {
  const logistics = () => import("@tradewind/commerce/logistics");
  const cancel = async (id: string) => (await logistics()).cancel(await shop.context(), id);
  const statusesOf = async (id: string) =>
    (await get(id, "/tracking")).parcels.map(({ status }: { status: string }) => status);

  /** Commits only the check that nothing of the order has left. */
  async function canBeUndone(id: string): Promise<boolean> {
    const { transact } = await import("@tradewind/commerce/platform/dynamodb/transaction");
    const { hasLeft, nothingHasLeftWrite } = await logistics();
    const { committed } = await transact([nothingHasLeftWrite(id)]);
    expect(await hasLeft(id)).toBe(!committed);
    return committed;
  }

  async function alertsAbout(id: string): Promise<string[]> {
    const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
    const alerts = (await eventsAbout(id)).filter(({ type }) => type === "order.needs_attention");
    return alerts.map(({ data }) => (data as { detail: string }).detail);
  }

  it("keeps the driver away, and takes the labels back", async () => {
    const id = await splitOrder();
    expect([await canBeUndone(id), await cancel(id)]).toEqual([true, "cancelled"]);
    await shop.settle(0);
    expect([await cancel(id), await cancel(id)]).toEqual(["cancelled", "cancelled"]);
    await shop.settle(60_000);
    expect(await statusesOf(id)).toEqual(["CANCELLED", "CANCELLED"]);
    expect([(await get(id)).status, await canBeUndone(id)]).toEqual(["FULFILLED", true]);
    const staff = await shop.admin();
    expect((await staff.get(`/admin/orders/${id}/labels`)).body.items).toEqual([]);
    expect(await alertsAbout(id)).toEqual([]);
  });

  it("comes too late for a parcel that has left; the other stays booked until the rest is cancelled", async () => {
    const id = await splitOrder();
    await shop.settle(0);
    await report(id, "PICKED_UP");
    await shop.settle(0);
    expect([await canBeUndone(id), await cancel(id)]).toEqual([false, "in its hands"]);
    expect((await statusesOf(id)).toSorted()).toEqual(["PICKED_UP", "SCHEDULED"]);
    expect(await (await logistics()).cancelRest(await shop.context(), id)).toBe("in its hands");
    expect((await statusesOf(id)).toSorted()).toEqual(["CANCELLED", "PICKED_UP"]);
  });

  it("calls a person when the driver was faster, which the carrier reports only afterwards", async () => {
    const id = await splitOrder();
    await shop.settle(0);
    const cameAt = now();
    shop.clock?.advance(500);
    expect(await cancel(id)).toBe("cancelled");
    await report(id, "PICKED_UP", "-2", cameAt);
    await shop.settle(0);
    expect([await statusesOf(id), await canBeUndone(id)]).toEqual([["CANCELLED", "PICKED_UP"], false]);
    const parcel = `${id.replace("ord_", "trk_")}-2`;
    expect(await alertsAbout(id)).toEqual([
      `Parcel ${parcel} has left although its booking was cancelled. Its units are still sold.`,
    ]);
  });
});
