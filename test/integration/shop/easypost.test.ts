/** Parcels that are shipped with EasyPost. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EasyPostServer, type Shipment, trackerEvent } from "../../support/easypost.ts";
import { violations } from "../../support/invariants.ts";
import { ADDRESS, type Client, TestShop } from "../../support/shop.ts";

const SOON = 60_000;

let easyPost: EasyPostServer;
let shop: TestShop;
let customer: Client;
let staff: Client;

beforeAll(async () => {
  easyPost = await EasyPostServer.open();
  shop = await TestShop.open({ settings: easyPost.settings });
  staff = await shop.admin();
  customer = await shop.customer();
});
beforeEach(() => easyPost.reset());
afterAll(async () => {
  await shop.stop();
  easyPost.close();
});

const get = async (id: string, path = "") => (await customer.get(`/orders/${id}${path}`)).body;
const bought = () => easyPost.asked.filter(({ path }) => path.endsWith("/buy"));

const tracked = (shipment: Shipment, status: string, more?: Parameters<typeof trackerEvent>[2]) =>
  shop.anybody().call("POST", "/webhooks/carriers/easypost", trackerEvent(shipment, status, more));

/** Removes a variant from the catalog. */
async function unlist(sku: string): Promise<void> {
  const { name: TableName } = shop.shop.links.get("ProductCache") as { name: string };
  const Key = { pk: { S: `SKU#${sku}` }, sk: { S: "METADATA" } };
  await shop.shop.cloud.call("dynamodb", "DeleteItem", { TableName, Key });
}

/** Buys a unit. @returns the order with its only shipment */
async function booked(): Promise<{ id: string; shipment: Shipment }> {
  const id = await customer.buy(await shop.variant());
  await shop.settle(SOON);
  const [shipment] = easyPost.bookedFor(id) as [Shipment];
  return { id, shipment };
}

describe("an order that goes with EasyPost", () => {
  it("is shipped at the cheapest rate, has its label, and is moved on by EasyPost's webhooks", async () => {
    const id = await customer.buy(await shop.variant(), { quantity: 3 });
    await shop.settle(SOON);
    expect((await get(id)).status).toBe("FULFILLED");
    const [shipment] = easyPost.bookedFor(id) as [Shipment];
    expect(shipment).toMatchObject({
      from_address: { street1: "417 Montgomery Street", zip: "94104" },
      to_address: { name: "Test", street1: "1 Road", city: "Town", zip: "12345", country: "US" },
      // 450 g.
      parcel: { weight: 15.9 },
      selected_rate: { id: "rate_cheap" },
    });
    const { body: labels } = await staff.get(`/admin/orders/${id}/labels`);
    expect(labels.items).toEqual([
      {
        trackingNumber: id.replace("ord_", "trk_"),
        location: "loc_main",
        label: {
          url: `https://easypost-files.example/${shipment.id}.pdf`,
          carrierNumber: shipment.tracking_code,
        },
      },
    ]);

    expect((await tracked(shipment, "delivered", { secret: "somebody else's" })).status).toBe(401);
    for (const [status, expected] of [
      ["pre_transit", "FULFILLED"],
      ["in_transit", "SHIPPED"],
      ["delivered", "DELIVERED"],
    ] as const) {
      expect((await tracked(shipment, status)).status).toBe(202);
      await shop.settle(SOON);
      expect((await get(id)).status).toBe(expected);
    }
    expect((await get(id, "/tracking")).parcels[0].carrier).toBe("easypost");
  });

  it.each<[string, ...EasyPostServer["failures"]]>([
    ["creating the shipment fails once", { path: /shipments$/, status: 503 }],
    ["buying the label fails once", { path: /buy$/, status: 500 }],
    ["the answer to the purchase is lost", { path: /buy$/, status: 502, afterwards: true }],
    ["the carrier times out", { path: /buy$/, status: 422, code: "SHIPMENT.POSTAGE.TIMED_OUT" }],
    ["the carrier does not respond", { path: /buy$/, status: 422, code: "SHIPMENT.POSTAGE.NO_RESPONSE" }],
    ["a purchase is under way", { path: /buy$/, status: 422, code: "SHIPMENT.PURCHASE.IN_PROGRESS" }],
    [
      "an unanswered purchase comes through just before the next",
      { path: /buy$/, status: 504 },
      { path: /buy$/, status: 422, code: "SHIPMENT.POSTAGE.EXISTS", afterwards: true },
    ],
  ])("is shipped once when %s", async (_what, ...failures) => {
    easyPost.failures.push(...failures);
    const id = await customer.buy(await shop.variant());
    await shop.settle(SOON);
    const paid = easyPost.bookedFor(id).filter(({ tracking_code }) => tracking_code !== null);
    expect(paid).toHaveLength(1);
    await tracked(paid[0] as Shipment, "in_transit");
    await shop.settle(SOON);
    expect((await get(id)).status).toBe("SHIPPED");
  });

  it("has one label when two attempts book it at once", async () => {
    const { scheduleReturn } = await import("@tradewind/commerce/logistics");
    const ctx = await shop.context();
    const parcel = { trackingNumber: "trr_1", location: "loc_main", contents: [] };
    const attempt = () => scheduleReturn(ctx, "ord_1", parcel, ADDRESS);
    await Promise.all([attempt(), attempt()]);
    const made = [...easyPost.shipments.values()].filter(({ reference }) => reference === "trr_1");
    expect([made.length, made.filter(({ tracking_code: code }) => code !== null).length]).toEqual([2, 1]);
  });

  it("fails and is refunded when EasyPost rejects the address", async () => {
    easyPost.failures.push({ path: /shipments$/, status: 422, code: "ADDRESS.VERIFY.FAILURE" });
    const id = await customer.buy(await shop.variant());
    await shop.settle(SOON);
    expect(await get(id)).toMatchObject({
      status: "FAILED",
      failure: {
        reason: "SHIPPING_FAILED",
        detail: "The carrier does not take the parcel there (ADDRESS.VERIFY.FAILURE).",
      },
      payment: { status: "REFUNDED" },
    });
    expect(bought()).toEqual([]);
    expect(await violations(shop.shop)).toEqual([]);
  });

  it("keeps the number of each parcel when it is edited while its parcels are booked", async () => {
    const [first, last] = [await shop.variant(), await shop.variant()];
    const north = await shop.variant({ stock: 0 });
    const Inventory = await import("@tradewind/commerce/inventory");
    await Inventory.set(await shop.context(), north, { available: 1, location: "loc_north" });
    const isSecond = (reference: unknown) => String(reference).endsWith("-2");
    let edited: number | undefined;
    easyPost.meanwhile = async ({ body }) => {
      if (edited !== undefined || !isSecond(body.shipment?.["reference"])) return;
      // The first parcel is booked. Without its first SKU the other location would come first.
      easyPost.failures.push({ path: /shipments$/, status: 503 });
      const id = String(body.shipment?.["reference"]).replace("trk_", "ord_").slice(0, -2);
      const lines = [north, last].map((sku) => ({ sku, quantity: 1 }));
      const change = { reference: "edit", reason: "Asked for it", lines };
      edited = (await staff.call("PATCH", `/admin/orders/${id}`, { body: change })).status;
    };
    await customer.addToCart(first);
    await customer.addToCart(north);
    const id = await customer.buy(last);
    await shop.settle(SOON);
    expect([edited, (await get(id)).status]).toEqual([200, "FULFILLED"]);
    const shipments = easyPost.bookedFor(id);
    const sentFrom = shipments.map(({ from_address: from }) => (from as { zip: string }).zip);
    expect([sentFrom, bought().length]).toEqual([["94104", "98121"], 2]);
    const { parcels } = await get(id, "/tracking");
    expect(parcels).toMatchObject([
      { trackingNumber: shipments[0]?.["reference"], contents: [{ sku: last }] },
      { trackingNumber: shipments[1]?.["reference"], contents: [{ sku: north }] },
    ]);
    await Promise.all(shipments.map((shipment) => tracked(shipment, "in_transit")));
    await shop.settle(SOON);
    expect((await get(id)).status).toBe("SHIPPED");
  });

  it("is returned with a label from EasyPost", async () => {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    await shop.settle(SOON);
    await tracked(easyPost.bookedFor(id)[0] as Shipment, "delivered");
    await shop.settle(SOON);
    const returnId = (await customer.requestReturn(id, [{ sku, quantity: 1 }])).body.id;
    const label = () => customer.get(`/orders/${id}/returns/${returnId}/label`);
    expect((await label()).body.code).toBe("return.no_label");
    await unlist(sku);
    await staff.call("POST", `/admin/orders/${id}/returns/${returnId}/decision`, { body: { approve: true } });
    await shop.settle(SOON);
    const number = returnId.replace("ret_", "trr_");
    const [back] = [...easyPost.shipments.values()].filter(({ reference }) => reference === number);
    expect(back).toMatchObject({
      is_return: true,
      to_address: { name: "Test" },
      from_address: { zip: "94104" },
      // The catalog no longer has the unit, which is taken to weigh 1 kg.
      parcel: { weight: 40.6 },
    });
    expect((await label()).body).toEqual({
      url: `https://easypost-files.example/${back?.id}.pdf`,
      carrierNumber: back?.tracking_code,
    });
    const stranger = await (await shop.customer()).get(`/orders/${id}/returns/${returnId}/label`);
    expect([stranger.status, stranger.body.code]).toEqual([404, "order.not_found"]);
  });

  it.each([
    { answer: 503, label: 200, when: "is there once EasyPost answers" },
    { answer: 422, label: 404, when: "is not needed, if EasyPost refuses the address" },
  ])("has a return whose label $when", async ({ answer, label: expected }) => {
    const sku = await shop.variant();
    const id = await customer.buy(sku);
    await shop.settle(SOON);
    await tracked(easyPost.bookedFor(id)[0] as Shipment, "delivered");
    await shop.settle(SOON);
    const returnId = (await customer.requestReturn(id, [{ sku, quantity: 1 }])).body.id;
    const label = async () => (await customer.get(`/orders/${id}/returns/${returnId}/label`)).status;
    const decide = (step: string, body: object) =>
      staff.call("POST", `/admin/orders/${id}/returns/${returnId}/${step}`, { body });
    const failure = { path: /shipments$/, status: answer, code: "ADDRESS.VERIFY.FAILURE" };
    easyPost.failures.push(...Array.from({ length: 100 }, () => failure));
    await decide("decision", { approve: true });
    await shop.settle(10 * 60_000);
    easyPost.failures.length = 0;
    expect(await label()).toBe(404);
    await shop.settle(60 * 60_000);
    expect(await label()).toBe(expected);
    // The goods may come in either case.
    await decide("receipt", { lines: [{ sku, quantity: 1, condition: "resalable" }] });
    await shop.settle(SOON);
    expect(await get(id)).toMatchObject({ status: "RETURNED", payment: { status: "REFUNDED" } });
  });
});

const later = (minutes: number) => new Date(Date.UTC(2026, 10, 1, 12, minutes)).toISOString();
const alertsAbout = async (id: string): Promise<string[]> => {
  const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
  const alerts = (await eventsAbout(id)).filter(({ type }) => type === "order.needs_attention");
  return alerts.map(({ data }) => (data as { detail: string }).detail);
};
const parcelOf = async (id: string) => (await get(id, "/tracking")).parcels[0];

/**
 * These reports were passed over once: the order stayed SHIPPED for good, and nobody was told.
 */
describe("a parcel that EasyPost cannot deliver", () => {
  it.each(["return_to_sender", "failure", "cancelled", "error"])(
    "calls a person once when it is reported as %s, in the carrier's words",
    async (status) => {
      const { id, shipment } = await booked();
      await tracked(shipment, "in_transit");
      const details = [{ status, message: "Addressee unknown" }];
      for (const at of [later(1), later(1), later(2)]) await tracked(shipment, status, { at, details });
      await shop.settle(SOON);
      expect((await get(id)).status).toBe("SHIPPED");
      const detail = `${status}: Addressee unknown`;
      expect(await parcelOf(id)).toMatchObject({
        status: "UNDELIVERABLE",
        scans: [{ scan: "IN_TRANSIT" }, { scan: "UNDELIVERABLE", at: later(2), detail }],
      });
      const parcel = id.replace("ord_", "trk_");
      expect(await alertsAbout(id)).toEqual([`Parcel ${parcel} cannot be delivered: ${detail}.`]);
      expect(await violations(shop.shop)).toEqual([]);
    },
  );

  it("is delivered all the same once the carrier gets on with it", async () => {
    const { id, shipment } = await booked();
    await tracked(shipment, "failure", { at: later(1) });
    await tracked(shipment, "out_for_delivery", { at: later(2) });
    await shop.settle(SOON);
    expect((await parcelOf(id)).status).toBe("OUT_FOR_DELIVERY");
    await tracked(shipment, "delivered", { at: later(3) });
    await shop.settle(SOON);
    expect([(await get(id)).status, (await parcelOf(id)).status]).toEqual(["DELIVERED", "DELIVERED"]);
  });

  it("is not delivered when it comes back to the sender", async () => {
    const { id, shipment } = await booked();
    const details = [
      { status: "in_transit", message: "Departed" },
      { status: "return_to_sender", message: "Refused" },
      { status: "delivered", message: "Delivered to original sender" },
    ];
    await tracked(shipment, "in_transit");
    await tracked(shipment, "delivered", { at: later(1), details });
    await shop.settle(SOON);
    expect([(await get(id)).status, (await parcelOf(id)).status]).toEqual(["SHIPPED", "UNDELIVERABLE"]);
    expect(await alertsAbout(id)).toHaveLength(1);
  });
});
