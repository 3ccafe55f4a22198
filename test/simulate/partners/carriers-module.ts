/** Bundled in place of `logistics/carriers.ts`: every parcel goes with the simulated carrier. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { StepError } from "@tradewind/commerce/platform/errors";
import { requireDeliverable } from "../../../packages/commerce/src/logistics/built-in-desk.ts";
import type { Carrier, CarrierDesk } from "../../../packages/commerce/src/logistics/carrier.ts";
import { partners } from "./partners.ts";

function answered<A extends string>(answer: A | "unanswered"): A {
  if (answer === "unanswered")
    throw new StepError(stepErrors.carrierUnavailable, "The carrier did not answer.");
  return answer;
}

const carrier: Carrier & CarrierDesk = {
  name: "simulated",
  async book(ctx, booking) {
    requireDeliverable(booking);
    const { orderId, parcels } = booking;
    for (const { trackingNumber } of parcels)
      answered(await partners().carrier.book({ orderId, trackingNumber, correlationId: ctx.correlationId }));
  },
  async scheduleReturn() {
    answered(await partners().carrier.scheduleReturn());
  },
  cancel: async (_ctx, { trackingNumber }) => answered(await partners().carrier.cancel(trackingNumber)),
};

export const chosenCarrier = (): string => carrier.name;
export const carrierNamed = (_name: string): Carrier => carrier;
export const carrierDeskNamed = (_name: string): CarrierDesk => carrier;
