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
  /** @throws CarrierRefused */
  book(ctx: Context, booking: Booking): Promise<void>;
}

/** A carrier for returns and changes of address, which need no queue of scans. */
export interface CarrierDesk {
  name: string;
  /**
   * Books the return of goods to a location, at the shop's cost. Idempotent by our tracking number.
   * @throws CarrierRefused
   */
  scheduleReturn(ctx: Context, orderId: string, parcel: Consignment, customer: Address): Promise<void>;
  /** Redirects booked parcels. A carrier without this method cannot. @throws CarrierRefused */
  redirect?(ctx: Context, booking: Booking): Promise<void>;
}
