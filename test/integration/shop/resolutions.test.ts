/** Staff close orders that need attention, and undo them, while the carrier may have a parcel. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { EasyPostServer, type Shipment } from "../../support/easypost.ts";
import { endWait } from "../../support/orders.ts";
import { eventTypesOf, getBody, postBody } from "../../support/scenarios.ts";
import { type Client, TestShop } from "../../support/shop.ts";

const MINUTE = 60_000;

let easyPost: EasyPostServer;
let shop: TestShop;
let customer: Client;

beforeAll(async () => {
  easyPost = await EasyPostServer.open();
  shop = await TestShop.open({ settings: easyPost.settings });
  customer = await shop.customer();
});
beforeEach(() => easyPost.reset());
afterAll(async () => {
  await shop.stop();
  easyPost.close();
});

/** The carrier has the parcel, and nobody has told the shop. */
function handOver(shipment: Shipment | undefined): void {
  if (!shipment) throw new Error("Nothing is booked.");
  shipment.tracker = { ...(shipment.tracker as object), status: "in_transit" } as Shipment["tracker"];
}

/** A paid order whose parcel is booked, and which needs a person. */
async function flagged(): Promise<string> {
  const id = await customer.buy(await shop.variant({ price: 2000 }));
  await shop.settle(MINUTE);
  const { read } = await import("@tradewind/commerce/orders");
  const { flagWrites } = await import("../../../packages/commerce/src/orders/saga/flag-order.ts");
  const { transact } = await import("@tradewind/commerce/platform/dynamodb/transaction");
  const order = await read(id);
  if (!order) throw new Error("There is no order.");
  await transact(flagWrites(await shop.context(), order, "By the test"));
  return id;
}

/** Support refunds all of a flagged order, and the processor does not answer. */
async function flaggedAndAsked(): Promise<string> {
  const id = await flagged();
  const { testProcessor } = await import("../../../packages/commerce/src/payments/test-processor.ts");
  const { StepError } = await import("../../../packages/commerce/src/platform/errors.ts");
  const silent = vi
    .spyOn(testProcessor, "refund")
    .mockRejectedValue(new StepError("ProcessorUnavailable", "No answer"));
  const { refund } = await import("@tradewind/commerce/order-admin");
  const wanted = { reference: "all", amount: 2499, reason: "Lost" };
  const { state } = await refund(await shop.context(), id, wanted);
  silent.mockRestore();
  expect(state).toBe("asked");
  return id;
}

const ASKED = "We are refunding $24.99 and will write to you when it is done.";

const close = async (id: string, outcome: "FAILED" | "SHIPPED") => {
  const body = { outcome, reason: "Counted the shelf" };
  return (await shop.admin()).call("POST", `/admin/orders/${id}/resolution`, { body });
};
const seen = async (id: string) => getBody(await shop.admin(), `/admin/orders/${id}`);

async function lastMailAbout(id: string, words = ""): Promise<string> {
  await shop.settle(MINUTE);
  const { items } = await getBody(shop.anybody(), "/_local/outbox");
  const isIt = ({ subject }: { subject: string }) => subject.includes(id) && subject.includes(words);
  return items.find(isIt).text;
}

describe("an order that staff close", () => {
  it("as failed tells the customer which money is not refunded yet", async () => {
    const id = await flagged();
    expect((await close(id, "FAILED")).status).toBe(200);
    const mail = await lastMailAbout(id);
    expect(mail).toContain("$24.99 is not refunded yet. We will write to you about it.");
    expect(mail).not.toMatch(/have refunded|have not been charged/);
  });

  it("as failed after a refund of a part tells of both parts", async () => {
    const id = await flagged();
    const refund = { reference: "part", amount: 1000, reason: "Late" };
    await postBody(await shop.admin(), `/admin/orders/${id}/refunds`, refund);
    expect((await close(id, "FAILED")).status).toBe(200);
    expect(await lastMailAbout(id)).toMatch(/We have refunded \$10\.00 .*\n\n\$14\.99 is not refunded yet/);
  });

  it("as failed tells the customer of a refund that is not confirmed", async () => {
    const id = await flaggedAndAsked();
    expect((await close(id, "FAILED")).status).toBe(200);
    const mail = await lastMailAbout(id, "could not be completed");
    expect(mail).toContain(ASKED);
    expect(mail).not.toMatch(/have refunded|have not been charged|not refunded yet/);
  });

  it("as shipped tells the customer the number of its parcel", async () => {
    const id = await flagged();
    expect((await close(id, "SHIPPED")).status).toBe(200);
    const { parcels } = await seen(id);
    expect(await lastMailAbout(id)).toContain(`Tracking number: ${parcels[0].trackingNumber}.`);
  });

  it("as failed has shipped when the carrier turns out to have its parcel", async () => {
    const id = await flagged();
    handOver(easyPost.bookedFor(id)[0]);
    const { status, body } = await close(id, "FAILED");
    expect([status, body.code]).toEqual([409, "order.parcel_left"]);
    expect((await seen(id)).status).toBe("SHIPPED");
  });

  it("is closed by one of two: not while another undoes it", async () => {
    const id = await flagged();
    const { OrderEntity } = await import("../../../packages/commerce/src/orders/entity.ts");
    const until = (shop.clock?.now() ?? 0) + MINUTE;
    await OrderEntity.patch({ orderId: id })
      .set({ leaseRun: "staff:other", leaseUntil: new Date(until).toISOString() })
      .go();
    expect((await close(id, "SHIPPED")).status).toBe(503);
    shop.clock?.advance(MINUTE);
    expect((await close(id, "SHIPPED")).status).toBe(200);
  });
});

it("an order that staff undo tells the customer of a refund that is not confirmed", async () => {
  const id = await flaggedAndAsked();
  const undone = await postBody(await shop.admin(), `/admin/orders/${id}/undo`, { reason: "Lost" });
  expect(undone.status).toBe("FAILED");
  const mail = await lastMailAbout(id, "could not be completed");
  expect(mail).toContain(ASKED);
  expect(mail).not.toMatch(/have refunded|have not been charged/);
});

it.each([0, 1])(
  "an order of two parcels calls a person when only parcel %i of it was fetched in time",
  async (index) => {
    const here = await shop.variant({ stock: 1 });
    const north = await shop.variant({ stock: 0 });
    const received = { quantity: 1, reason: "received", location: "loc_north", reference: "first" };
    await postBody(await shop.admin(), `/admin/stock/${north}/adjustments`, received);
    customer = await shop.customer();
    await customer.addToCart(here);
    const id = await customer.buy(north);
    await shop.settle(MINUTE);
    const parcels = easyPost.bookedFor(id);
    expect(parcels).toHaveLength(2);
    handOver(parcels[index]);
    await endWait(shop, id);
    await shop.settle(5 * MINUTE);
    const order = await seen(id);
    const statuses = order.parcels.map(({ status }: { status: string }) => status);
    // Parcels are asked for in their order: the first may be cancelled before the other is known.
    expect(statuses).toContain("PICKED_UP");
    expect((await eventTypesOf(id)).includes("order.needs_attention")).toBe(statuses.includes("CANCELLED"));
    expect([order.status, order.payment.status]).toEqual(["PARTIALLY_SHIPPED", "CAPTURED"]);
  },
);
