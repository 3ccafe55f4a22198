/** The built-in carrier for all that needs no queue of scans. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../platform/context.ts";
import { StepError } from "../platform/errors.ts";
import type { Booking, CarrierDesk } from "./carrier.ts";

export const BUILT_IN = "built-in";

const UNDELIVERABLE = "00000";

/**
 * Refuses the one postal code that the built-in carrier does not deliver to.
 * @throws CarrierRefused
 */
export function requireDeliverable({ to }: Pick<Booking, "to">): void {
  if (to.postalCode !== UNDELIVERABLE) return;
  throw new StepError(
    stepErrors.carrierRefused,
    `The carrier does not deliver to postal code ${UNDELIVERABLE}.`,
  );
}

export const builtInDesk = {
  name: BUILT_IN,
  // The driver accepts any parcel with our label, so a return needs no booking.
  async scheduleReturn() {},
  async redirect(_ctx: Context, booking: Booking) {
    requireDeliverable(booking);
  },
  // The carrier has nothing but the scans it announced; `applyScan` passes over those that it would
  // make after this.
  async cancel() {
    return "cancelled";
  },
} satisfies CarrierDesk;
