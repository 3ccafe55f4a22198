/** Scans of parcels move an order on. */

import { orderDelivered, orderPartiallyShipped, orderShipped } from "@tradewind/blueprint/areas/events";
import { PICKUP_DAYS } from "@tradewind/blueprint/ground/limits";
import type { ParcelScan, Shipment } from "../../logistics/index.ts";
import * as Logistics from "../../logistics/index.ts";
import type { Context } from "../../platform/context.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import { transact } from "../../platform/dynamodb/transaction.ts";
import { RACE_TRIES } from "../../platform/races.ts";
import { DAY_MS } from "../../platform/time.ts";
import type { Order } from "../entity.ts";
import * as Orders from "../index.ts";
import { leadsTo } from "../states.ts";
import { requireOrder } from "./lease.ts";
import { findUnitsBack, isUndone, leftUndoneWrites, unitsNote } from "./left-undone.ts";

/**
 * A parcel was seen. FULFILLED -> PARTIALLY_SHIPPED once one is picked up, -> SHIPPED once all are,
 * -> DELIVERED once all are delivered. A scan that comes twice changes nothing, and one that
 * overtook others brings the order to the state that it tells. An order that needs a person moves
 * on in the same way, unless it is being undone: then a person learns that a parcel has left.
 */
export async function parcelSeen(ctx: Context, seen: ParcelScan): Promise<void> {
  for (const _ of RACE_TRIES) {
    const [shipment, order] = await Promise.all([
      Logistics.shipmentOf(seen.orderId),
      requireOrder(seen.orderId),
    ]);
    if (!shipment?.parcels.some(({ trackingNumber }) => trackingNumber === seen.trackingNumber))
      throw new Error(`Order ${seen.orderId} has no parcel ${seen.trackingNumber}.`);
    const now = Logistics.applyScan(shipment, seen);
    const leftUndone = isUndone(order) && shipment.leftAt === undefined && now.leftAt !== undefined;
    const taken = leftUndone ? await findUnitsBack(ctx, order) : undefined;
    const writes = [
      ...(leftUndone ? await leftUndoneWrites(ctx, order, taken) : nextMoveWrites(ctx, order, now)),
      ...(now === shipment
        ? []
        : [
            Logistics.shipmentWrite(now),
            ...Logistics.alertWrites(ctx, order, { before: shipment, now }, unitsNote(order, taken)),
          ]),
    ];
    if (writes.length > 0 && !(await transact(writes)).committed) continue;
    // One that is delivered before its pickup was reported takes its order two steps on.
    if (leftUndone || Logistics.allReached(now, "DELIVERED")) await moveOn(ctx, seen.orderId);
    return;
  }
  throw new Error(`Order ${seen.orderId} changed each time its parcel was scanned.`);
}

/** Moves the order on to where its parcels are, with a write for each step. */
export async function moveOn(ctx: Context, orderId: string): Promise<void> {
  for (const _ of RACE_TRIES) {
    const [shipment, order] = await Promise.all([Logistics.shipmentOf(orderId), requireOrder(orderId)]);
    const move = shipment ? nextMoveWrites(ctx, order, shipment) : [];
    if (move.length === 0) return;
    await transact(move);
  }
  throw new Error(`Order ${orderId} changed each time it was moved on.`);
}

/** Builds the order's next move towards where its parcels are. */
function nextMoveWrites(ctx: Context, order: Order, shipment: Shipment): TransactionWrite[] {
  if (order.withdrawnAt !== undefined) return [];
  const { orderId, customerId, status } = order;
  if (leadsTo(status, "SHIPPED") && Logistics.allReached(shipment, "PICKED_UP")) {
    const trackingNumber = shipment.parcels[0]?.trackingNumber ?? "";
    const event = { definition: orderShipped, data: { orderId, customerId, trackingNumber } };
    const facts = { trackingNumber };
    return Orders.transitionWrites(ctx, order, "SHIPPED", event, {
      detail: "Picked up by the carrier",
      facts,
    });
  }
  if (leadsTo(status, "PARTIALLY_SHIPPED") && Logistics.anyReached(shipment, "PICKED_UP")) {
    const event = { definition: orderPartiallyShipped, data: { orderId, customerId } };
    return Orders.transitionWrites(ctx, order, "PARTIALLY_SHIPPED", event, {
      detail: "First parcel picked up by the carrier",
      // The saga may still hold the order; the bound of the other pickups counts from here.
      dueAt: ctx.clock.now() + PICKUP_DAYS * DAY_MS,
    });
  }
  if (leadsTo(status, "DELIVERED") && Logistics.allReached(shipment, "DELIVERED")) {
    const event = { definition: orderDelivered, data: { orderId, customerId } };
    return Orders.transitionWrites(ctx, order, "DELIVERED", event, { detail: "Delivered by the carrier" });
  }
  return [];
}
