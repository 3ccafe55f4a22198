/** Scans of parcels move an order on. */

import { orderDelivered, orderPartiallyShipped, orderShipped } from "@tradewind/blueprint/areas/events";
import type { ParcelScan, Shipment } from "../../logistics/index.ts";
import * as Logistics from "../../logistics/index.ts";
import type { Context } from "../../platform/context.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import { transact } from "../../platform/dynamodb/transaction.ts";
import type { Order } from "../entity.ts";
import * as Orders from "../index.ts";
import { requireOrder } from "./require-order.ts";
import { tellCancelled, tellPickedUp } from "./task-tokens.ts";

/** How often a scan that meets another, or the saga, looks again. */
const RACE_RETRIES = 3;

/**
 * A parcel was seen: FULFILLED -> PARTIALLY_SHIPPED once one is picked up, -> SHIPPED once all are,
 * -> DELIVERED once all are delivered. A scan that comes twice changes nothing and answers the saga
 * again; one that overtook others brings the order as far as it says; and one that comes when the
 * saga has given up changes nothing either.
 */
export async function parcelSeen(ctx: Context, seen: ParcelScan): Promise<void> {
  for (let attempt = 0; attempt <= RACE_RETRIES; attempt += 1) {
    const [shipment, order] = await Promise.all([
      Logistics.shipmentOf(seen.orderId),
      requireOrder(seen.orderId),
    ]);
    if (!shipment?.parcels.some(({ trackingNumber }) => trackingNumber === seen.trackingNumber))
      throw new Error(`Order ${seen.orderId} has no parcel ${seen.trackingNumber}.`);
    if (order.status === "CANCELLED") return tellCancelled(shipment.taskToken);
    if (order.withdrawnAt !== undefined) return;

    const now = Logistics.applyScan(shipment, seen);
    const move = nextMoveWrites(ctx, order, now);
    const scanned =
      now === shipment
        ? []
        : [Logistics.shipmentWrite(now), ...Logistics.alertWrites(ctx, order, shipment, now)];
    const writes = [...(move ?? []), ...scanned];
    if (writes.length > 0 && !(await transact(writes)).committed) continue;
    // The saga hears of it after it is true, and again when the scan is repeated: this process may
    // die in between.
    if (Logistics.allReached(now, "PICKED_UP")) await tellPickedUp(shipment.taskToken);
    // One that is delivered before its pick-up was reported takes its order two steps on, a write
    // each.
    if (!move || order.status === "SHIPPED" || !Logistics.allReached(now, "DELIVERED")) return;
    attempt = 0;
  }
  throw new Error(`Order ${seen.orderId} changed each time its parcel was scanned.`);
}

/** The order's next state, as far as its parcels have come. */
function nextMoveWrites(ctx: Context, order: Order, shipment: Shipment): TransactionWrite[] | undefined {
  const { orderId, customerId } = order;
  const waiting = order.status === "FULFILLED" || order.status === "PARTIALLY_SHIPPED";
  if (waiting && Logistics.allReached(shipment, "PICKED_UP")) {
    const trackingNumber = shipment.parcels[0]?.trackingNumber ?? "";
    const event = { definition: orderShipped, data: { orderId, customerId, trackingNumber } };
    const facts = { trackingNumber };
    return Orders.transitionWrites(ctx, order, "SHIPPED", event, {
      detail: "Picked up by the carrier",
      facts,
    });
  }
  if (order.status === "FULFILLED" && Logistics.anyReached(shipment, "PICKED_UP")) {
    const event = { definition: orderPartiallyShipped, data: { orderId, customerId } };
    return Orders.transitionWrites(ctx, order, "PARTIALLY_SHIPPED", event, {
      detail: "First parcel picked up by the carrier",
    });
  }
  if (order.status === "SHIPPED" && Logistics.allReached(shipment, "DELIVERED")) {
    const event = { definition: orderDelivered, data: { orderId, customerId } };
    return Orders.transitionWrites(ctx, order, "DELIVERED", event, { detail: "Delivered by the carrier" });
  }
  return undefined;
}
