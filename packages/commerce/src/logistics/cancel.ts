/** The bookings of an order's parcels are cancelled before the order is undone. */

import type { Context } from "../platform/context.ts";
import { transact } from "../platform/dynamodb/transaction.ts";
import { isoNow } from "../platform/time.ts";
import type { Cancellation } from "./carrier.ts";
import { carrierDeskNamed } from "./carriers.ts";
import { hasReached } from "./parcels.ts";
import { applyScan, shipmentOf, shipmentWrite, withCancelled } from "./shipment.ts";

/** Most answers of the carrier that are written down; scans and edits may come in between. */
const MOST_ANSWERS = 50;

/**
 * Cancels each parcel of an order that the carrier does not have yet, and records each answer. It
 * may be repeated at any point: recorded parcels are passed over, and the carrier's answer to the
 * others is the same. A parcel that the carrier says it has is PICKED_UP from then on.
 * @returns `in its hands` when the carrier has a parcel: the order, or this part of it, has left
 * @throws CarrierUnavailable
 */
export async function cancel(ctx: Context, orderId: string): Promise<Cancellation> {
  for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
    const shipment = await shipmentOf(orderId);
    if (!shipment) return "cancelled";
    const parcel = shipment.parcels.find(
      (one) => one.cancelledAt === undefined && !hasReached("PICKED_UP")(one),
    );
    if (!parcel) return shipment.leftAt === undefined ? "cancelled" : "in its hands";
    const { trackingNumber } = parcel;
    const answer = await carrierDeskNamed(shipment.carrier).cancel(ctx, { orderId, trackingNumber });
    const at = isoNow(ctx);
    const now =
      answer === "cancelled"
        ? withCancelled(shipment, parcel, at)
        : applyScan(shipment, { orderId, trackingNumber, scan: "PICKED_UP", at });
    // Refused when a scan or an edit was faster: then the parcel is looked at again.
    await transact([shipmentWrite(now)]);
  }
  throw new Error(`The shipment of ${orderId} changed each time it was cancelled.`);
}
