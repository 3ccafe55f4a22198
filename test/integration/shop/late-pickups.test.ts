/** Carriers that come late: after a weekend, after a cancellation, or for one parcel only. */

import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import { FaultSwitch } from "../../support/fault-switch.ts";
import { violations } from "../../support/invariants.ts";
import { endWait, letSagasEnd, passTime, scanFirstParcel } from "../../support/orders.ts";
import { eventTypesOf, getBody, HOUR, lateScans, MINUTE, postBody } from "../../support/scenarios.ts";
import { TestShop } from "../../support/shop.ts";

const faultSwitch = new FaultSwitch();
let shop: TestShop;

beforeAll(async () => {
  shop = await TestShop.open({ faults: faultSwitch.faults });
});
afterEach(() => {
  faultSwitch.clear();
});
afterAll(() => shop.stop());

/** Reads as a member of staff who has just signed in: tokens live for an hour. */
const seenByStaff = async (path: string) => getBody(await shop.admin(), path);
const stockOf = async (sku: string) => {
  const { available, sold } = await seenByStaff(`/admin/stock/${sku}`);
  return { available, sold };
};

/** The details with which a person was called to an order. */
async function attentionDetails(orderId: string): Promise<unknown[]> {
  const { eventsAbout } = await import("@tradewind/commerce/platform/messaging");
  const called = (await eventsAbout(orderId)).filter(({ type }) => type === "order.needs_attention");
  return called.map(({ data }) => (data as { detail?: string }).detail);
}

const leftThoughCancelled = (id: string, units: string) =>
  `Parcel ${id.replace("ord_", "trk_")} has left although its booking was cancelled. ${units}`;

/** Every call of this function fails. */
const failing =
  (name: string): Faults["onCall"] =>
  (call) =>
    call.operation === "Invoke" && call.caller === name ? { crash: "before" } : undefined;

it("an order whose parcel is picked up after a weekend has shipped", async () => {
  faultSwitch.active = lateScans(60 * HOUR);
  const id = await (await shop.customer()).buy(await shop.variant());
  await passTime(shop, 62 * HOUR);
  expect((await seenByStaff(`/admin/orders/${id}`)).status).toBe("SHIPPED");
  expect(await eventTypesOf(id)).not.toContain("order.needs_attention");
  expect(await violations(shop.shop)).toEqual([]);
});

it("a cancelled order whose parcel is picked up all the same calls a person, and keeps its unit sold", async () => {
  faultSwitch.active = lateScans(HOUR);
  const customer = await shop.customer();
  const sku = await shop.variant();
  const id = await customer.buy(sku);
  await shop.settle(0);
  await postBody(customer, `/orders/${id}/cancel`);
  await shop.settle(5 * MINUTE);
  expect(await stockOf(sku)).toEqual({ available: 10, sold: 0 });
  // The driver had the parcel before the booking was cancelled, and its scan comes late.
  await scanFirstParcel(shop, id, "PICKED_UP", -10 * MINUTE);
  await shop.settle();
  const told = await eventTypesOf(id);
  expect(told).toContain("order.cancelled");
  expect(told).toContain("order.needs_attention");
  expect(await stockOf(sku)).toEqual({ available: 9, sold: 1 });
  expect(await attentionDetails(id)).toEqual([leftThoughCancelled(id, "Its units are sold again.")]);
});

it("a cancelled order whose parcel leaves after others bought its unit says that the books are wrong", async () => {
  faultSwitch.active = lateScans(HOUR);
  const customer = await shop.customer();
  const sku = await shop.variant({ stock: 1 });
  const id = await customer.buy(sku);
  await shop.settle(0);
  await postBody(customer, `/orders/${id}/cancel`);
  await shop.settle(5 * MINUTE);
  await customer.buy(sku);
  await shop.settle(0);
  await scanFirstParcel(shop, id, "PICKED_UP", -10 * MINUTE);
  const onSale = "Its units are still on sale, as far as others have not bought them: take them off.";
  expect(await attentionDetails(id)).toEqual([leftThoughCancelled(id, onSale)]);
  expect(await stockOf(sku)).toEqual({ available: 0, sold: 1 });
});

it("a cancelled order whose parcel leaves keeps its unit, though another change comes at once", async () => {
  faultSwitch.active = lateScans(HOUR);
  const customer = await shop.customer();
  const sku = await shop.variant({ stock: 1 });
  const id = await customer.buy(sku);
  await shop.settle(0);
  await postBody(customer, `/orders/${id}/cancel`);
  await shop.settle(5 * MINUTE);
  let late = false;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall: ({ operation, caller }) => {
      if (late || operation !== "TransactWriteItems" || caller !== undefined) return undefined;
      late = true;
      return { delayMs: 1000 };
    },
  };
  const scan = scanFirstParcel(shop, id, "PICKED_UP", -10 * MINUTE);
  await vi.waitFor(() => expect(late).toBe(true));
  await shop.shop.cloud.call("dynamodb", "UpdateItem", {
    TableName: "Commerce",
    Key: { pk: { S: `$tradewind#orderId_${id}` }, sk: { S: "$shipment_1" } },
    UpdateExpression: "ADD version :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  });
  await Promise.all([scan, shop.settle()]);
  expect(await stockOf(sku)).toEqual({ available: 0, sold: 1 });
});

it("an order that needs attention cannot be undone once its parcel is picked up, and has shipped", async () => {
  faultSwitch.active = lateScans(24 * HOUR);
  const customer = await shop.customer();
  const sku = await shop.variant();
  const id = await customer.buy(sku);
  await shop.settle(0);
  // The carrier cannot be asked, so the undo of the cancelled order does not get anywhere.
  faultSwitch.active = { ...lateScans(24 * HOUR), onCall: failing("CancelDelivery") };
  await endWait(shop, id);
  await letSagasEnd(shop, 8 * HOUR);
  expect((await seenByStaff(`/admin/orders/${id}`)).status).toBe("NEEDS_ATTENTION");
  faultSwitch.clear();
  await scanFirstParcel(shop, id, "PICKED_UP");
  await shop.settle();
  const staff = await shop.admin();
  const undo = await staff.call("POST", `/admin/orders/${id}/undo`, { body: { reason: "Its carrier" } });
  expect([undo.status, undo.body.code]).toEqual([409, "order.not_undoable"]);
  const order = await seenByStaff(`/admin/orders/${id}`);
  expect([order.status, order.payment.status]).toEqual(["SHIPPED", "CAPTURED"]);
  expect(await stockOf(sku)).toEqual({ available: 9, sold: 1 });
});

it("an order whose second parcel is picked up a day after its first has shipped", async () => {
  const id = await inTwoParcels(30 * HOUR);
  await shop.settle(20 * MINUTE);
  expect((await seenByStaff(`/admin/orders/${id}`)).status).toBe("PARTIALLY_SHIPPED");
  await passTime(shop, 32 * HOUR);
  expect((await seenByStaff(`/admin/orders/${id}`)).status).toBe("SHIPPED");
});

it("an order whose first parcel leaves before its booking is recorded is booked again, and calls nobody", async () => {
  let crashed = false;
  const id = await inTwoParcels(HOUR, ({ operation, caller }) => {
    if (crashed || operation !== "UpdateItem" || caller !== "ScheduleDelivery") return undefined;
    crashed = true;
    return { delayMs: 3000, crash: "before" };
  });
  await shop.settle(20 * MINUTE);
  const { read } = await import("@tradewind/commerce/orders");
  const order = await read(id);
  expect([crashed, order?.status, order?.bookedAt]).toEqual([true, "PARTIALLY_SHIPPED", expect.any(String)]);
  await passTime(shop, 2 * HOUR);
  expect((await seenByStaff(`/admin/orders/${id}`)).status).toBe("SHIPPED");
  expect(await eventTypesOf(id)).not.toContain("order.needs_attention");
});

it("an order whose second parcel is never picked up calls a person, and goes on when it is", async () => {
  const id = await inTwoParcels(24 * HOUR);
  await shop.settle(5 * MINUTE);
  await endWait(shop, id);
  await shop.settle(5 * MINUTE);
  expect((await seenByStaff(`/admin/orders/${id}`)).status).toBe("NEEDS_ATTENTION");
  await passTime(shop, 25 * HOUR);
  expect((await seenByStaff(`/admin/orders/${id}`)).status).toBe("SHIPPED");
  expect(await violations(shop.shop)).toEqual([]);
});

it("staff close an order that needs attention, once", async () => {
  faultSwitch.active = { ...lateScans(24 * HOUR), onCall: failing("ReleaseStock") };
  const id = await (await shop.customer()).buy(await shop.variant(), { postalCode: "00000" });
  await letSagasEnd(shop, 8 * HOUR);
  faultSwitch.clear();
  const staff = await shop.admin();
  const close = () =>
    staff.call("POST", `/admin/orders/${id}/resolution`, {
      body: { outcome: "FAILED", reason: "Counted the shelf" },
    });
  const { status, body } = await close();
  expect([status, body.status, body.journal.at(-1).action]).toEqual([200, "FAILED", "resolve"]);
  const again = await close();
  expect([again.status, again.body.code]).toEqual([409, "order.needs_no_attention"]);
});

it("an order that staff close as failed is not picked up any more", async () => {
  faultSwitch.active = { ...lateScans(24 * HOUR), onCall: failing("CancelDelivery") };
  const id = await (await shop.customer()).buy(await shop.variant());
  await shop.settle(0);
  await endWait(shop, id);
  await letSagasEnd(shop, 8 * HOUR);
  const staff = await shop.admin();
  const close = { body: { outcome: "FAILED", reason: "Lost in the house" } };
  const { body } = await staff.call("POST", `/admin/orders/${id}/resolution`, close);
  expect([body.status, body.parcels[0].status]).toEqual(["FAILED", "CANCELLED"]);
});

/** Buys units from two locations. The pickup of the second parcel is reported so much later. */
async function inTwoParcels(late: number, onCall: Faults["onCall"] = () => undefined): Promise<string> {
  const customer = await shop.customer();
  const here = await shop.variant({ stock: 1 });
  const north = await shop.variant({ stock: 0 });
  const received = { quantity: 1, reason: "received", location: "loc_north", reference: "first" };
  await postBody(await shop.admin(), `/admin/stock/${north}/adjustments`, received);
  let scans = 0;
  faultSwitch.active = {
    ...NO_FAULTS,
    onCall,
    onDelivery: (delivery) => {
      if (!delivery.channel.endsWith(":CarrierScans")) return undefined;
      scans += 1;
      return scans === 1 ? undefined : lateScans(late).onDelivery(delivery);
    },
  };
  await customer.addToCart(here);
  return customer.buy(north);
}

it("orders that need attention are listed newest first, each once, page by page", async () => {
  const customer = await shop.customer();
  faultSwitch.active = { ...lateScans(24 * HOUR), onCall: failing("CancelDelivery") };
  const placed: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    placed.unshift(await customer.buy(await shop.variant()));
    await shop.settle(0);
    await endWait(shop, placed[0] ?? "");
    shop.clock?.advance(1);
  }
  await letSagasEnd(shop, 8 * HOUR);
  const listed: string[] = [];
  let cursor = "";
  do {
    const page = await seenByStaff(`/admin/orders?status=NEEDS_ATTENTION&limit=1${cursor}`);
    listed.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : "";
  } while (cursor);
  expect(listed).toEqual([...new Set(listed)].toSorted().toReversed());
  expect(listed.slice(0, 3)).toEqual(placed);
});
