/** A person is called when a scan shows that a parcel will not go the way it should. */

import { orderNeedsAttention } from "@tradewind/blueprint/areas/events";
import type { Context } from "../platform/context.ts";
import type { TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import type { Shipment } from "./entity.ts";
import { hasReached, type Parcel, statusOf } from "./parcels.ts";

interface AlertedOrder {
  orderId: string;
  customerId: string;
  correlationId: string;
}

interface Trouble {
  shows: (parcel: Parcel) => boolean;
  says: (parcel: Parcel, units: string) => string;
}

const TROUBLES: readonly Trouble[] = [
  {
    shows: (parcel) => statusOf(parcel) === "UNDELIVERABLE",
    says: ({ detail = "the carrier gives no reason" }) => `cannot be delivered: ${detail}.`,
  },
  {
    shows: (parcel) => parcel.cancelledAt !== undefined && hasReached("PICKED_UP")(parcel),
    says: (_parcel, units) => `has left although its booking was cancelled. ${units}`,
  },
];

/**
 * Builds `order.needs_attention` for each trouble of a parcel that was none before the scan. The
 * order keeps its status. The writes belong in the transaction of the scan, so that each trouble is
 * told once.
 * @param units a sentence that tells if the units of the order are on sale
 */
export function alertWrites(
  ctx: Context,
  { orderId, customerId, correlationId }: AlertedOrder,
  { before, now }: { before: Shipment; now: Shipment },
  units: string,
): TransactionWrite[] {
  const earlier = new Map(before.parcels.map((parcel) => [parcel.trackingNumber, parcel]));
  return now.parcels.flatMap((parcel) => {
    const was = earlier.get(parcel.trackingNumber);
    return TROUBLES.filter(({ shows }) => shows(parcel) && !(was && shows(was))).map(({ says }) =>
      publishWrite({ ...ctx, correlationId }, orderNeedsAttention, {
        orderId,
        customerId,
        detail: `Parcel ${parcel.trackingNumber} ${says(parcel, units)}`,
      }),
    );
  });
}
