/** The shipment of an order, and the parcels in it. */
import { electroOptions } from "../platform/dynamodb/options.ts";
import type { Scan } from "@tradewind/blueprint/areas/logistics";
import type { Address } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import { DomainError, StepError } from "../platform/errors.ts";
import type { Allocation } from "../inventory/index.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import type { Seen } from "./carrier-events.ts";
import { builtInDesk } from "./built-in-desk.ts";
import { type Shipment, ShipmentEntity } from "./entity.ts";
import { parcelsOf, reached, withScan } from "./parcels.ts";

/** Lets the saga wait for the rest of the parcels under another token. */
export async function waitUnder(orderId: string, taskToken: string): Promise<void> {
  await ShipmentEntity.patch({ orderId })
    .set({ taskToken })
    .go({ ...electroOptions, response: "none" });
}

/** What leaves the house for an order, once its delivery is scheduled. */
export async function shipmentOf(orderId: string): Promise<Shipment | undefined> {
  const { data } = await ShipmentEntity.get({ orderId }).go({ ...electroOptions, consistent: true });
  return data ?? undefined;
}

/** Sends booked parcels to another address. @throws order.shipping_unavailable */
export async function redirect(
  ctx: Context,
  { orderId, parcels, carrier }: Shipment,
  to: Address,
): Promise<void> {
  const refused = (cause?: unknown) => new DomainError("order.shipping_unavailable", { cause });
  if (carrier !== builtInDesk.name) throw refused();
  await builtInDesk.redirect(ctx, { orderId, parcels, to }).catch((error: unknown) => {
    throw error instanceof StepError ? refused(error) : error;
  });
}

/** The shipment with what its parcels hold after an order was changed. */
export function repack(shipment: Shipment, allocations: readonly Allocation[]): Shipment {
  const packed = new Map(parcelsOf(shipment.orderId, allocations).map((one) => [one.location, one.contents]));
  const parcels = shipment.parcels.map((parcel) => ({
    ...parcel,
    contents: packed.get(parcel.location) ?? [],
  }));
  return { ...shipment, parcels, version: shipment.version + 1 };
}

/** The shipment as it is after a scan; the same object when the scan changes nothing. */
export function applyScan(shipment: Shipment, seen: Seen): Shipment {
  const parcels = withScan(shipment.parcels, seen);
  return parcels ? { ...shipment, parcels, version: shipment.version + 1 } : shipment;
}

/** The write of a changed shipment, refused when another change was faster. */
export function shipmentWrite({ orderId, parcels, version }: Shipment): TransactionWrite {
  return asWrite(
    ShipmentEntity.patch({ orderId })
      .set({ parcels, version })
      .where((attributes, { eq }) => eq(attributes.version, version - 1)),
  );
}

export const anyReached = ({ parcels }: Shipment, scan: Scan) => parcels.some(reached(scan));

export const allReached = ({ parcels }: Shipment, scan: Scan) => parcels.every(reached(scan));
