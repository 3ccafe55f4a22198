/** The shipment of an order, with its parcels. */

import type { Milestone } from "@tradewind/blueprint/areas/logistics";
import type { Address } from "@tradewind/blueprint/language/schema";
import type { Allocation } from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { DomainError, StepError } from "../platform/errors.ts";
import { BUILT_IN, builtInDesk } from "./built-in-desk.ts";
import type { ParcelScan } from "./carrier-events.ts";
import { type Shipment, ShipmentEntity } from "./entity.ts";
import { hasReached, isEarlier, type Parcel, parcelsOf, withScan } from "./parcels.ts";

/** Reads the shipment of an order; undefined before its delivery is scheduled. */
export async function shipmentOf(orderId: string): Promise<Shipment | undefined> {
  const { data } = await ShipmentEntity.get({ orderId }).go({ ...electroOptions, consistent: true });
  return data ?? undefined;
}

/** Redirects booked parcels. @throws order.shipping_unavailable when the carrier cannot */
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

/** The shipment with its parcels repacked after an edit of the order. */
export function repack(shipment: Shipment, allocations: readonly Allocation[]): Shipment {
  const packed = new Map(parcelsOf(shipment.orderId, allocations).map((one) => [one.location, one.contents]));
  const parcels = shipment.parcels.map((parcel) => ({
    ...parcel,
    contents: packed.get(parcel.location) ?? [],
  }));
  return { ...shipment, parcels, version: shipment.version + 1 };
}

/** The shipment after a scan; the same object when the scan changes nothing. */
export function applyScan(shipment: Shipment, seen: ParcelScan): Shipment {
  if (isCalledOff(shipment, seen)) return shipment;
  const parcels = withScan(shipment.parcels, seen);
  if (!parcels) return shipment;
  const left = shipment.leftAt === undefined && parcels.some(hasReached("PICKED_UP"));
  return { ...shipment, parcels, version: shipment.version + 1, ...(left && { leftAt: seen.at }) };
}

/**
 * The built-in carrier announces its scans when it is booked. It does not come for a parcel that
 * was cancelled before. A real carrier that has scanned a cancelled parcel has it.
 */
function isCalledOff({ carrier, parcels }: Shipment, { trackingNumber, at }: ParcelScan): boolean {
  const parcel = parcels.find((one) => one.trackingNumber === trackingNumber);
  return (
    carrier === BUILT_IN &&
    parcel?.cancelledAt !== undefined &&
    !hasReached("PICKED_UP")(parcel) &&
    !isEarlier(at, parcel.cancelledAt)
  );
}

/** The shipment after its carrier has confirmed that the booking of a parcel is cancelled. */
export function withCancelled(shipment: Shipment, cancelled: Parcel, at: string): Shipment {
  const parcels = shipment.parcels.map((parcel) =>
    parcel === cancelled ? { ...parcel, cancelledAt: at } : parcel,
  );
  return { ...shipment, parcels, version: shipment.version + 1 };
}

/** Builds the write of a changed shipment; refused when another change was faster. */
export function shipmentWrite({ orderId, parcels, version, leftAt }: Shipment): TransactionWrite {
  return asWrite(
    ShipmentEntity.patch({ orderId })
      .set({ parcels, version, ...(leftAt !== undefined && { leftAt }) })
      .where((attributes, { eq }) => eq(attributes.version, version - 1)),
  );
}

/** True once the shop knows that the carrier has a parcel of the order. */
export async function hasLeft(orderId: string): Promise<boolean> {
  return (await shipmentOf(orderId))?.leftAt !== undefined;
}

/**
 * Builds a check within another change's transaction: no parcel of the order has left. It also
 * holds for an order without a shipment.
 */
export function nothingHasLeftWrite(orderId: string): TransactionWrite {
  // ElectroDB has `check` on every entity; its types show it only inside
  // `service.transaction.write`.
  const checking = ShipmentEntity as unknown as {
    check(key: { orderId: string }): {
      where(
        build: (attributes: { leftAt: string }, operators: { notExists: (a: string) => string }) => string,
      ): object;
    };
  };
  return asWrite(checking.check({ orderId }).where(({ leftAt }, { notExists }) => notExists(leftAt)));
}

export const anyReached = ({ parcels }: Shipment, milestone: Milestone) =>
  parcels.some(hasReached(milestone));

export const allReached = ({ parcels }: Shipment, milestone: Milestone) =>
  parcels.every(hasReached(milestone));
