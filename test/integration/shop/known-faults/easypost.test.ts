/** Reports of EasyPost that the shop misunderstands. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EasyPostServer, trackerEvent } from "../../../support/easypost.ts";
import { type Client, TestShop } from "../../../support/shop.ts";
import { bodyOf, eventTypesOf, getBody, MINUTE } from "./support.ts";

let easyPost: EasyPostServer;
let shop: TestShop;
let customer: Client;
beforeAll(async () => {
  easyPost = await EasyPostServer.open();
  shop = await TestShop.open({ settings: easyPost.settings });
  customer = await shop.customer();
});
afterAll(async () => {
  await shop.stop();
  easyPost.close();
});

async function bought(): Promise<{ id: string; status: string; labels: number }> {
  const id = await customer.buy(await shop.variant());
  await shop.settle(5 * MINUTE);
  const { status } = await getBody(customer, `/orders/${id}`);
  const labels = easyPost.bookedFor(id).filter(({ tracking_code }) => tracking_code !== null).length;
  return { id, status, labels };
}

/**
 * Today EasyPost's word that a parcel cannot be delivered, or is on its way back, is passed over:
 * the order stays SHIPPED, and nobody is told.
 */
describe.each(["return_to_sender", "failure", "cancelled", "error"])(
  "a parcel on its way that EasyPost reports as %s",
  (status) => {
    let before: object;
    let after: object;
    beforeAll(async () => {
      const { id } = await bought();
      const report = async (scan: string) => {
        const [shipment] = easyPost.bookedFor(id);
        if (!shipment) throw new Error(`No parcel of ${id} was booked.`);
        const event = trackerEvent(shipment, scan);
        bodyOf(await shop.anybody().call("POST", "/webhooks/carriers/easypost", event));
        await shop.settle(MINUTE);
        const order = await getBody(customer, `/orders/${id}`);
        const { parcels } = await getBody(customer, `/orders/${id}/tracking`);
        return { status: order.status as string, parcels, told: (await eventTypesOf(id)).toSorted() };
      };
      before = await report("in_transit");
      expect(before).toMatchObject({ status: "SHIPPED" });
      after = await report(status);
    });

    it.fails("leaves a trace in the order, its parcel or its events", () => {
      expect(after).not.toEqual(before);
    });
  },
);
