/** Books the carrier; its undo cancels the booking. */

import { PICKUP_DAYS } from "@tradewind/blueprint/ground/limits";
import * as Logistics from "../../logistics/index.ts";
import type { Context } from "../../platform/context.ts";
import { type TransactionWrite, transact } from "../../platform/dynamodb/transaction.ts";
import { RACE_TRIES } from "../../platform/races.ts";
import { DAY_MS, isoNow } from "../../platform/time.ts";
import type { Order } from "../entity.ts";
import { amend, amendWrites } from "../transition.ts";
import { flagWrites } from "./flag-order.ts";
import { type Held, heldBack, heldForward } from "./lease.ts";
import { moveOn } from "./parcel-seen.ts";
import { isUntouched } from "./untouched.ts";

/**
 * Books the order's parcels and ends the lease: the order waits for its pickup. Idempotent.
 * @throws CarrierRefused, CarrierUnavailable, LeaseLost, OrderCancelled
 */
export async function scheduleDelivery(ctx: Context, held: Held): Promise<void> {
  for (const _ of RACE_TRIES) {
    const order = await heldForward(held);
    // A carrier can pick parcels up before its booking is recorded here.
    if (order.status !== "FULFILLED" && order.status !== "PARTIALLY_SHIPPED") return;
    await Logistics.book(ctx, order.orderId, order.shippingAddress);
    if (await recordBooking(ctx, order, held)) return;
    // The order was edited, cancelled or picked up meanwhile.
  }
  throw new Error(`Order ${held.orderId} changed each time its delivery was scheduled.`);
}

const pickupBound = (ctx: Context) => ctx.clock.now() + PICKUP_DAYS * DAY_MS;

const recordBooking = (ctx: Context, order: Order, { lease }: Held): Promise<boolean> =>
  amend(ctx, order, {
    facts: { bookedAt: isoNow(ctx) },
    steps: [{ step: "ScheduleDelivery", outcome: "succeeded" }],
    lease,
    release: true,
    dueAt: pickupBound(ctx),
  });

/**
 * Cancels what is booked, before anything else is undone. When the carrier already has a parcel,
 * the undo is called off: the order goes forward again. A cancelled one also calls a person, and so
 * does one whose other parcel will not be picked up. Idempotent.
 * @returns the course of the order from here
 * @throws CarrierUnavailable, LeaseLost
 */
export async function cancelDelivery(ctx: Context, held: Held): Promise<{ course: "undo" | "none" }> {
  for (const _ of RACE_TRIES) {
    const order = await heldBack(held);
    if ((await Logistics.cancel(ctx, held.orderId)) === "cancelled") return { course: "undo" };
    const shipment = await Logistics.shipmentOf(held.orderId);
    const isHalved = shipment?.parcels.some(({ cancelledAt }) => cancelledAt !== undefined) ?? false;
    if ((await transact(callOffWrites(ctx, order, isHalved))).committed) {
      await moveOn(ctx, held.orderId);
      return { course: "none" };
    }
  }
  throw new Error(`Order ${held.orderId} changed each time its delivery was cancelled.`);
}

/** @param isHalved the booking of another parcel is cancelled already */
function callOffWrites(ctx: Context, order: Order, isHalved: boolean): TransactionWrite[] {
  const { lease } = order;
  const restored = isUntouched(order);
  // A person is looking after the order already.
  if (order.status === "NEEDS_ATTENTION") return amendWrites(ctx, order, { restored, lease, release: true });
  if (!restored) return flagWrites(ctx, order, "A parcel has left although the order is partly undone.");
  if (order.status === "CANCELLED")
    return flagWrites(ctx, order, "The carrier has a parcel of the cancelled order.", { restored });
  if (isHalved)
    return flagWrites(ctx, order, "A parcel has left, and the booking of another one is cancelled.", {
      restored,
    });
  return amendWrites(ctx, order, {
    steps: [{ step: "CancelDelivery", outcome: "failed", detail: "The carrier has a parcel." }],
    restored,
    lease,
    release: true,
    dueAt: pickupBound(ctx),
  });
}
