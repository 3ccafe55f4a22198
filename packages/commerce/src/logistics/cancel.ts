/** The bookings of an order's parcels are cancelled before the order is undone. */

import type { Context } from "../platform/context.ts";
import { transact } from "../platform/dynamodb/transaction.ts";
import { isoNow } from "../platform/time.ts";
import type { Cancellation } from "./carrier.ts";
import { carrierDeskNamed } from "./carriers.ts";
import type { Shipment } from "./entity.ts";
import { hasReached } from "./parcels.ts";
import { applyScan, shipmentOf, shipmentWrite, withCancelled } from "./shipment.ts";

/** Most answers of the carrier that are written down; scans and edits may come in between. */
const MOST_ANSWERS = 50;

/**
 * Cancels the parcels of an order, until the carrier says that it has one. It may be repeated at
 * any point: recorded parcels are passed over, and the carrier's answer to the others is the same.
 * @returns `in its hands` when the carrier has a parcel: it is PICKED_UP from then on, and the
 * parcels that were not asked for stay booked
 * @throws CarrierUnavailable
 */
export const cancel = (ctx: Context, orderId: string): Promise<Cancellation> =>
  cancelParcels(ctx, orderId, hasLeftYet);

/**
 * Cancels all parcels of an order that the carrier does not have.
 * @returns `in its hands` when it has one
 * @throws CarrierUnavailable
 */
export const cancelRest = (ctx: Context, orderId: string): Promise<Cancellation> =>
  cancelParcels(ctx, orderId, () => false);

const hasLeftYet = ({ leftAt }: Shipment) => leftAt !== undefined;

async function cancelParcels(
  ctx: Context,
  orderId: string,
  isEnough: (shipment: Shipment) => boolean,
): Promise<Cancellation> {
  for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
    const shipment = await shipmentOf(orderId);
    if (!shipment) return "cancelled";
    const parcel = shipment.parcels.find(
      (one) => one.cancelledAt === undefined && !hasReached("PICKED_UP")(one),
    );
    if (!parcel || isEnough(shipment)) return hasLeftYet(shipment) ? "in its hands" : "cancelled";
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
