/** Books parcels with the chosen carrier: deliveries and returns. */

import type { Address } from "@tradewind/blueprint/language/schema";
import type { Allocation } from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { isoNow } from "../platform/time.ts";
import type { Consignment } from "./carrier.ts";
import { carrierDeskNamed, carrierNamed, chosenCarrier } from "./carriers.ts";
import { ShipmentEntity } from "./entity.ts";
import { parcelsOf } from "./parcels.ts";
import { shipmentOf } from "./shipment.ts";

/**
 * Builds the write of an order's shipment: the plan of its parcels. They are booked by this plan,
 * even if the choice would change, so that each parcel keeps its number and location.
 */
export const shipmentPlanWrite = (
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
): TransactionWrite =>
  asWrite(
    ShipmentEntity.create({
      orderId,
      carrier: chosenCarrier(),
      parcels: parcelsOf(orderId, allocations),
      version: 0,
      createdAt: isoNow(ctx),
    }),
  );

/**
 * Books the parcels of a planned shipment. Idempotent.
 * @throws CarrierRefused, CarrierUnavailable
 */
export async function book(ctx: Context, orderId: string, to: Address): Promise<void> {
  const shipment = await shipmentOf(orderId);
  if (!shipment) throw new Error(`Order ${orderId} has no shipment.`);
  await carrierNamed(shipment.carrier).book(ctx, { orderId, parcels: shipment.parcels, to });
}

/** Books the return of a parcel. @returns the carrier's name. @throws CarrierRefused */
export async function scheduleReturn(
  ctx: Context,
  orderId: string,
  parcel: Consignment,
  customer: Address,
): Promise<string> {
  const carrier = chosenCarrier();
  await carrierDeskNamed(carrier).scheduleReturn(ctx, orderId, parcel, customer);
  return carrier;
}
