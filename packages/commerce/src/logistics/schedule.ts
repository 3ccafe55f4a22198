/** Books parcels with the chosen carrier: deliveries and returns. */

import type { Address } from "@tradewind/blueprint/language/schema";
import type { Allocation } from "../inventory/index.ts";
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { isoNow } from "../platform/time.ts";
import type { Consignment } from "./carrier.ts";
import { chosenCarrier, chosenCarrierDesk } from "./carriers.ts";
import { ShipmentEntity } from "./entity.ts";
import { parcelsOf } from "./parcels.ts";

/**
 * Creates the shipment, then books the carrier. `condition` is a write on the order that must hold.
 * @returns false when the condition did not hold
 * @throws CarrierRefused
 */
export async function schedule(
  ctx: Context,
  orderId: string,
  to: Address,
  allocations: readonly Allocation[],
  taskToken: string,
  condition: TransactionWrite,
): Promise<boolean> {
  const carrier = chosenCarrier();
  // A repeated step books the same parcels, and waits under its own token.
  const parcels = parcelsOf(orderId, allocations);
  const result = await transact([
    condition,
    asWrite(
      ShipmentEntity.upsert({ orderId })
        .set({ taskToken })
        .ifNotExists({
          carrier: carrier.name,
          parcels,
          version: 0,
          createdAt: isoNow(ctx),
        }),
    ),
  ]);
  if (!result.committed) return false;
  await carrier.book(ctx, { orderId, parcels, to });
  return true;
}

/** Books the return of a parcel. @returns the carrier's name. @throws CarrierRefused */
export async function scheduleReturn(
  ctx: Context,
  orderId: string,
  parcel: Consignment,
  customer: Address,
): Promise<string> {
  const carrier = chosenCarrierDesk();
  await carrier.scheduleReturn(ctx, orderId, parcel, customer);
  return carrier.name;
}
