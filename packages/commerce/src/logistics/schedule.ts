/** Books parcels with the chosen carrier: deliveries and returns. */

import type { Address } from "@tradewind/blueprint/language/schema";
import type { Allocation } from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { isoNow } from "../platform/time.ts";
import type { Consignment } from "./carrier.ts";
import { carrierDeskNamed, carrierNamed, chosenCarrier } from "./carriers.ts";
import { type Shipment, ShipmentEntity } from "./entity.ts";
import { parcelsOf } from "./parcels.ts";
import { shipmentOf } from "./shipment.ts";

/**
 * Writes down the plan of the parcels, then books the carrier. A repeated step books by the plan of
 * the first, whatever has been allocated or chosen since: each parcel keeps its number and its
 * location. `condition` is a write on the order that must hold.
 * @returns false when the condition did not hold
 * @throws CarrierRefused, CarrierUnavailable
 */
export async function schedule(
  ctx: Context,
  orderId: string,
  to: Address,
  allocations: readonly Allocation[],
  taskToken: string,
  condition: TransactionWrite,
): Promise<boolean> {
  const plan = {
    orderId,
    carrier: chosenCarrier(),
    parcels: parcelsOf(orderId, allocations),
    taskToken,
    version: 0,
    createdAt: isoNow(ctx),
  };
  const first = await transact([asWrite(ShipmentEntity.create(plan)), condition]);
  if (first.committed) return book(ctx, plan, to);
  if (first.refused.includes(1)) return false;
  // The repeated step waits under its own token.
  const renewed = asWrite(ShipmentEntity.patch({ orderId }).set({ taskToken }));
  if (!(await transact([renewed, condition])).committed) return false;
  return book(ctx, (await shipmentOf(orderId)) ?? plan, to);
}

async function book(
  ctx: Context,
  { orderId, carrier, parcels }: Pick<Shipment, "orderId" | "carrier" | "parcels">,
  to: Address,
): Promise<true> {
  await carrierNamed(carrier).book(ctx, { orderId, parcels, to });
  return true;
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
