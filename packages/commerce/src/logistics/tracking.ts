import type { Tracking } from "@tradewind/blueprint/areas/logistics";
import type { Address } from "@tradewind/blueprint/language/schema";
import { parcelLabel } from "./labels.ts";
import { scansOf, statusOf } from "./parcels.ts";
import { shipmentOf } from "./shipment.ts";

/** The parcels of an order with their scans. */
export async function tracking(orderId: string): Promise<Tracking> {
  const shipment = await shipmentOf(orderId);
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

/** Labels of the booked parcels; nobody shall send one whose booking is cancelled. */
export async function labels(orderId: string, to: Address) {
  const shipment = await shipmentOf(orderId);
  const booked = (shipment?.parcels ?? []).filter(({ cancelledAt }) => cancelledAt === undefined);
  const items = booked.map(async (parcel) => {
    const label = await parcelLabel(shipment?.carrier ?? "", parcel, to);
    const { trackingNumber, location } = parcel;
    return label ? [{ trackingNumber, location, label }] : [];
  });
  return { items: (await Promise.all(items)).flat() };
}
