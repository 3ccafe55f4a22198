import type { Address } from "@tradewind/blueprint/language/schema";
import type { Demand } from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";

/** A parcel with our tracking number, from a stock location to a customer or back. */
export interface Consignment {
  trackingNumber: string;
  location: string;
  contents: readonly Demand[];
}

/** Data that a carrier needs to fetch the parcels of an order. */
export interface Booking {
  orderId: string;
  parcels: readonly Consignment[];
  to: Address;
}

/**
 * A carrier for new orders. Booking is idempotent by our tracking number; scans arrive on the queue
 * CarrierScans.
 */
export interface Carrier {
  name: string;
  /** @throws CarrierRefused, CarrierUnavailable */
  book(ctx: Context, booking: Booking): Promise<void>;
}

/** A carrier's answer to a cancellation; `in its hands`: it has the parcel, or has had it. */
export type Cancellation = "cancelled" | "in its hands";

/** A carrier for all that needs no queue of scans: returns, changes of address, cancellations. */
export interface CarrierDesk {
  name: string;
  /**
   * Books the return of goods to a location, at the shop's cost. Idempotent by our tracking number.
   * @throws CarrierRefused, CarrierUnavailable
   */
  scheduleReturn(ctx: Context, orderId: string, parcel: Consignment, customer: Address): Promise<void>;
  /** Redirects booked parcels. A carrier without this method cannot. @throws CarrierRefused */
  redirect?(ctx: Context, booking: Booking): Promise<void>;
  /**
   * Cancels the booking of a parcel. It may be repeated at any time. It also holds for a booking
   * that was never made, was made but never recorded, or is just being made: after `cancelled` no
   * booking of the parcel stands.
   * @throws CarrierUnavailable
   */
  cancel(ctx: Context, parcel: { orderId: string; trackingNumber: string }): Promise<Cancellation>;
}
