/** Parcels whose booking is cancelled with EasyPost, as the undo of their order needs it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PICKUP_DAYS } from "@tradewind/blueprint/ground/limits";
import { type Asked, EasyPostServer, type Shipment, trackerEvent } from "../../support/easypost.ts";
import { endWait } from "../../support/orders.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const SOON = 60_000;

let easyPost: EasyPostServer;
let shop: TestShop;
let customer: Client;
let staff: Client;

beforeAll(async () => {
  easyPost = await EasyPostServer.open();
  shop = await TestShop.open({ settings: easyPost.settings });
  [customer, staff] = [await shop.customer(), await shop.admin()];
});
beforeEach(() => easyPost.reset());
afterAll(async () => {
  await shop.stop();
  easyPost.close();
});

const cancel = async (id: string) => {
  const Logistics = await import("@tradewind/commerce/logistics");
  return Logistics.cancel(await shop.context(), id);
};
const get = async (id: string, path = "") => (await customer.get(`/orders/${id}${path}`)).body;
const statusOf = async (id: string) => (await get(id, "/tracking")).parcels[0].status;

const alertsAbout = async (id: string): Promise<string[]> => {
  const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
  const alerts = (await eventsAbout(id)).filter(({ type }) => type === "order.needs_attention");
  return alerts.map(({ data }) => (data as { detail: string }).detail);
};

describe("the cancellation of a parcel that is booked with EasyPost", () => {
  const tracked = (shipment: Shipment, status: string) =>
    shop.anybody().call("POST", "/webhooks/carriers/easypost", trackerEvent(shipment, status));

  /** Buys a unit. @returns the order with its only shipment */
  async function booked(): Promise<{ id: string; shipment: Shipment }> {
    const id = await customer.buy(await shop.variant());
    await shop.settle(SOON);
    const [shipment] = easyPost.bookedFor(id) as [Shipment];
    return { id, shipment };
  }

  /** The order whose parcel EasyPost is asked about. */
  function orderOf({ path, body }: Asked): string {
    const [, , , id = ""] = path.split("/");
    const { reference } = body.shipment ?? easyPost.shipments.get(id) ?? {};
    return String(reference).replace("trk_", "ord_");
  }

  const refunds = () => easyPost.asked.filter(({ path }) => path.endsWith("/refund"));

  it.each(["submitted", "refunded", "not_applicable"])(
    "voids the label once when its refund is %s, and EasyPost's word of it calls nobody",
    async (refund) => {
      const { id, shipment } = await booked();
      easyPost.refunds.push(refund);
      expect([await cancel(id), await cancel(id)]).toEqual(["cancelled", "cancelled"]);
      expect([refunds().length, shipment.refund_status]).toEqual([1, refund]);
      expect(await statusOf(id)).toBe("CANCELLED");
      expect((await staff.get(`/admin/orders/${id}/labels`)).body.items).toEqual([]);
      await tracked(shipment, "cancelled");
      await shop.settle(SOON);
      expect(await alertsAbout(id)).toEqual([]);
    },
  );

  it.each(["in_transit", "available_for_pickup", "delivered", "return_to_sender", "failure"])(
    "comes too late when the tracker is %s: the parcel has left",
    async (status) => {
      const { id, shipment } = await booked();
      shipment.tracker = { status };
      expect([await cancel(id), await cancel(id)]).toEqual(["in its hands", "in its hands"]);
      expect(refunds()).toEqual([]);
      expect(await statusOf(id)).toBe("PICKED_UP");
    },
  );

  it.each([
    {
      why: "its customer cancels",
      undo: async (id: string) => customer.call("POST", `/orders/${id}/cancel`),
      alerts: ["The carrier has a parcel of the cancelled order."],
    },
    { why: "was not picked up in time", undo: async (id: string) => endWait(shop, id), alerts: [] },
  ])("comes too late for an order that $why: it has shipped", async ({ undo, alerts }) => {
    const { id, shipment } = await booked();
    shipment.tracker = { status: "in_transit" };
    await undo(id);
    await shop.settle(3 * SOON);
    const { status, payment, trackingNumber } = await get(id);
    expect([status, payment.status]).toEqual(["SHIPPED", "CAPTURED"]);
    expect(trackingNumber).toBe(id.replace("ord_", "trk_"));
    expect(await alertsAbout(id)).toEqual(alerts);
  });

  it("comes too late when EasyPost says that the parcel has been shipped", async () => {
    const { id } = await booked();
    easyPost.failures.push({ path: /refund$/, status: 422, code: "SHIPMENT.REFUND.UNAVAILABLE" });
    expect(await cancel(id)).toBe("in its hands");
  });

  it("is asked for again when the refund is rejected, and when EasyPost does not answer", async () => {
    const { id, shipment } = await booked();
    easyPost.refunds.push("rejected");
    await expect(cancel(id)).rejects.toMatchObject({ name: "CarrierUnavailable" });
    easyPost.failures.push({ path: /refund$/, status: 502, afterwards: true });
    await expect(cancel(id)).rejects.toMatchObject({ name: "CarrierUnavailable" });
    expect(await statusOf(id)).toBe("SCHEDULED");
    expect(await cancel(id)).toBe("cancelled");
    expect([refunds().length, shipment.refund_status]).toEqual([2, "submitted"]);
  });

  it("finds a label whose purchase was never answered or recorded", async () => {
    easyPost.failures.push({ path: /buy$/, status: 502, afterwards: true });
    const id = await customer.buy(await shop.variant());
    await shop.settle(20_000);
    const [shipment] = easyPost.bookedFor(id) as [Shipment];
    expect([(await get(id)).status, shipment.refund_status]).toEqual(["FULFILLED", null]);
    easyPost.reset();
    expect([await cancel(id), shipment.refund_status]).toEqual(["cancelled", "submitted"]);
  });

  it.each([
    ["is being created", /shipments$/, null],
    ["is being bought", /buy$/, "submitted"],
  ])("leaves no label behind when the parcel %s", async (_when, path, refund) => {
    let answer: string | undefined;
    easyPost.meanwhile = async (asked) => {
      if (path.test(asked.path)) answer ??= await cancel(orderOf(asked));
    };
    const id = await customer.buy(await shop.variant());
    await shop.settle(SOON);
    expect([answer, (await get(id)).status]).toEqual(["cancelled", "FAILED"]);
    const [shipment] = easyPost.bookedFor(id) as [Shipment];
    expect([shipment.tracking_code !== null, shipment.refund_status]).toEqual([refund !== null, refund]);
  });

  it("sees a scan that arrives while the carrier is asked", async () => {
    const { id, shipment } = await booked();
    easyPost.meanwhile = async ({ path }) => {
      if (!path.endsWith("/refund")) return;
      await tracked(shipment, "in_transit");
      await shop.settle(0);
    };
    expect([await cancel(id), await statusOf(id)]).toEqual(["in its hands", "IN_TRANSIT"]);
  });

  it("is asked for while carriers still refund unused labels", () => {
    // The USPS for 30 days, UPS and FedEx for 90. A weekend and a holiday are not yet a delay.
    expect(PICKUP_DAYS).toBeGreaterThan(3);
    expect(PICKUP_DAYS).toBeLessThan(30);
  });

  it("is told apart when the carrier takes the parcel all the same", async () => {
    const { id, shipment } = await booked();
    await cancel(id);
    await tracked(shipment, "in_transit");
    await shop.settle(SOON);
    expect(await alertsAbout(id)).toEqual([
      `Parcel ${id.replace("ord_", "trk_")} has left although its booking was cancelled. Its units are still sold.`,
    ]);
  });
});
