import type { Address } from "@tradewind/blueprint/schema";
import type { Context } from "../context.ts";

/** What a carrier needs to fetch the parcels of an order. */
export interface Booking {
  orderId: string;
  trackingNumbers: readonly string[];
  to: Address;
}

/** A carrier. Booking is idempotent by tracking number; what becomes of a parcel is reported to the queue CarrierScans. */
export interface Carrier {
  name: string;
  /** @throws CarrierRefused */
  book(ctx: Context, booking: Booking): Promise<void>;
  /** Sends booked parcels to another address; a carrier without it cannot. @throws CarrierRefused */
  redirect?(ctx: Context, booking: Booking): Promise<void>;
}
