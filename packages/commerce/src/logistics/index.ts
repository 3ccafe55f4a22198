/**
 * Shipping: what delivery costs, and what leaves the house for an order. Invariants: an order has one shipment, however
 * often it is scheduled; a scan counts once, whenever it arrives; a parcel never goes back on its way.
 */
import { plain } from "../storage/options.ts";
import type { Scan, Tracking } from "@tradewind/blueprint/logistics";
import type { Address } from "@tradewind/blueprint/schema";
import type { Context } from "../context.ts";
import { DomainError, StepError } from "../errors.ts";
import type { Allocation } from "../inventory/index.ts";
import { part, type TransactionPart } from "../storage/transaction.ts";
import type { Seen } from "./carrier-events.ts";
import { builtInCarrier } from "./built-in-carrier.ts";
import { type Shipment, ShipmentEntity } from "./entity.ts";
import { parcelLabel } from "./labels.ts";
import { allReached, anyReached, parcelsOf, scansOf, statusOf, withScan } from "./parcels.ts";
import { quote } from "./rates.ts";

export { type Seen, seenIn } from "./carrier-events.ts";
export { cartShippingOptions } from "./cart-options.ts";
export type { Shipment } from "./entity.ts";
export { returnLabel } from "./labels.ts";
export { schedule, scheduleReturn } from "./schedule.ts";

export const Logistics = {
  quote,

  /** Lets the saga wait for the rest of the parcels under another token. */
  async waitUnder(orderId: string, taskToken: string): Promise<void> {
    await ShipmentEntity.patch({ orderId })
      .set({ taskToken })
      .go({ ...plain, response: "none" });
  },

  /** What leaves the house for an order, once its delivery is scheduled. */
  async shipment(orderId: string): Promise<Shipment | undefined> {
    const { data } = await ShipmentEntity.get({ orderId }).go({ ...plain, consistent: true });
    return data ?? undefined;
  },

  /** Has booked parcels sent elsewhere. @throws order.shipping_unavailable */
  async redirect(ctx: Context, { orderId, parcels, carrier }: Shipment, to: Address): Promise<void> {
    const refused = (cause?: unknown) => new DomainError("order.shipping_unavailable", { cause });
    if (carrier !== builtInCarrier.name) throw refused();
    await builtInCarrier.redirect(ctx, { orderId, parcels, to }).catch((error: unknown) => {
      throw error instanceof StepError ? refused(error) : error;
    });
  },

  /** The shipment with what its parcels hold after an order was changed. */
  repacked(shipment: Shipment, allocations: readonly Allocation[]): Shipment {
    const packed = new Map(
      parcelsOf(shipment.orderId, allocations).map((one) => [one.location, one.contents]),
    );
    const parcels = shipment.parcels.map((parcel) => ({
      ...parcel,
      contents: packed.get(parcel.location) ?? [],
    }));
    return { ...shipment, parcels, version: shipment.version + 1 };
  },

  /** The shipment as it is after a scan; the same object when the scan changes nothing. */
  scanned(shipment: Shipment, seen: Seen): Shipment {
    const parcels = withScan(shipment.parcels, seen);
    return parcels ? { ...shipment, parcels, version: shipment.version + 1 } : shipment;
  },

  /** The write of a changed shipment, refused when another change was faster. */
  recording({ orderId, parcels, version }: Shipment): TransactionPart {
    return part(
      ShipmentEntity.patch({ orderId })
        .set({ parcels, version })
        .where((attributes, { eq }) => eq(attributes.version, version - 1)),
    );
  },

  anyReached: ({ parcels }: Shipment, scan: Scan) => anyReached(parcels, scan),
  allReached: ({ parcels }: Shipment, scan: Scan) => allReached(parcels, scan),
};

/** Where the parcels of an order have been seen. */
export async function tracking(orderId: string): Promise<Tracking> {
  const shipment = await Logistics.shipment(orderId);
  return {
    parcels: (shipment?.parcels ?? []).map((parcel) => ({
      trackingNumber: parcel.trackingNumber,
      location: parcel.location,
      contents: parcel.contents,
      carrier: shipment?.carrier ?? "",
      status: statusOf(parcel),
      scans: scansOf(parcel),
    })),
  };
}

/** The labels of the parcels that are booked. */
export async function labels(orderId: string, to: Address) {
  const shipment = await Logistics.shipment(orderId);
  const items = (shipment?.parcels ?? []).map(async (parcel) => {
    const label = await parcelLabel(shipment?.carrier ?? "", parcel, to);
    const { trackingNumber, location } = parcel;
    return label ? [{ trackingNumber, location, label }] : [];
  });
  return { items: (await Promise.all(items)).flat() };
}
