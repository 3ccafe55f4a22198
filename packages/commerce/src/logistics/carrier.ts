import type { Address } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import type { Demand } from "../inventory/index.ts";

/** A parcel by our own number, which goes from a stock location to a customer, or back. */
export interface Consignment {
  trackingNumber: string;
  location: string;
  contents: readonly Demand[];
}

/** What a carrier needs to fetch the parcels of an order. */
export interface Booking {
  orderId: string;
  parcels: readonly Consignment[];
  to: Address;
}

/** A carrier. Booking is idempotent by our tracking number; what becomes of a parcel is reported to the queue CarrierScans. */
export interface Carrier {
  name: string;
  /** @throws CarrierRefused */
  book(ctx: Context, booking: Booking): Promise<void>;
}

/** A carrier, for all that needs no queue of scans: returns and changes of address. */
export interface CarrierDesk {
  name: string;
  /** Lets a customer send goods back to a location, at the shop's cost. Idempotent by our tracking number. @throws CarrierRefused */
  scheduleReturn(ctx: Context, orderId: string, parcel: Consignment, customer: Address): Promise<void>;
  /** Sends booked parcels to another address; a carrier without it cannot. @throws CarrierRefused */
  redirect?(ctx: Context, booking: Booking): Promise<void>;
}
