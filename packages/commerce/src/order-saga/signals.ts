/** What reaches a saga from outside while it waits for the carrier. */
import { orderShipped } from "@tradewind/blueprint/events";
import type { Context } from "../context.ts";
import { Logistics } from "../logistics/index.ts";
import { OrderRecords } from "../orders/index.ts";
import { transact } from "../storage/transaction.ts";
import { theOrder } from "./forward.ts";
import { tellCancelled, tellPickedUp } from "./task-tokens.ts";

/**
 * FULFILLED -> SHIPPED; a scan that comes twice changes nothing and answers the saga again, and one that comes when the
 * saga has given up changes nothing either.
 */
export async function pickedUp(ctx: Context, orderId: string, trackingNumber: string): Promise<void> {
  const [parcel, order] = await Promise.all([Logistics.parcel(orderId), theOrder(orderId)]);
  if (parcel?.trackingNumber !== trackingNumber)
    throw new Error(`Order ${orderId} has no parcel ${trackingNumber}.`);
  if (order.status === "CANCELLED") return interrupt(orderId);
  if (order.status === "FULFILLED" && order.withdrawnAt === undefined) {
    const event = {
      definition: orderShipped,
      data: { orderId, customerId: order.customerId, trackingNumber },
    };
    const result = await transact([
      ...OrderRecords.transition(ctx, order, "SHIPPED", event, {
        detail: "Picked up by the carrier",
        facts: { trackingNumber },
      }),
      Logistics.pickedUp(orderId),
    ]);
    // The scan comes again and finds the order as it is then.
    if (!result.committed) throw new Error(`Order ${orderId} changed while its parcel was picked up.`);
  }
  await tellPickedUp(parcel.taskToken);
}

/** Ends the wait of a cancelled order's saga, so that it turns to the undoing. */
export async function interrupt(orderId: string): Promise<void> {
  const parcel = await Logistics.parcel(orderId);
  // Without a parcel the saga has not come that far; it will meet the cancelled order by itself.
  if (!parcel) return;
  await tellCancelled(parcel.taskToken);
}
