/** An execution did not get through: the order is tried again later, turned back, or flagged. */

import type { Context } from "../../platform/context.ts";
import { type TransactionWrite, transact } from "../../platform/dynamodb/transaction.ts";
import { RACE_TRIES } from "../../platform/races.ts";
import type { Order } from "../entity.ts";
import { amendWrites } from "../transition.ts";
import { failedAttempts, isBack, isExhausted, pauseAfter } from "./course.ts";
import { failedStep, type Why } from "./failure.ts";
import { flagWrites } from "./flag-order.ts";
import { type Held, isHeldBy, requireOrder } from "./lease.ts";
import { withdrawWrites } from "./withdraw-order.ts";

/**
 * Ends the lease after a failed attempt and sets the time of the next one. After too many attempts
 * forward it withdraws the order instead, and after too many attempts to undo it calls a person.
 */
export async function postponeOrder(ctx: Context, held: Held, why: Why): Promise<void> {
  for (const _ of RACE_TRIES) {
    const order = await requireOrder(held.orderId);
    if (!isHeldBy(order, held)) return;
    if ((await transact(postponeWrites(ctx, order, why))).committed) return;
  }
  throw new Error(`Order ${held.orderId} changed each time it was postponed.`);
}

function postponeWrites(ctx: Context, order: Order, why: Why): TransactionWrite[] {
  const attempts = failedAttempts(order);
  const steps = [failedStep(order, why)];
  const exhausted = isExhausted(order);
  if (order.status === "PARTIALLY_SHIPPED" && (exhausted || why.failure === undefined))
    return flagWrites(ctx, order, "A parcel was not picked up.", { steps });
  if (exhausted) {
    if (!isBack(order)) return withdrawWrites(ctx, order, why);
    return flagWrites(ctx, order, `Its undo failed ${attempts} times, the last time in ${why.step}.`, {
      steps,
    });
  }
  return amendWrites(ctx, order, {
    steps,
    release: true,
    dueAt: ctx.clock.now() + pauseAfter(attempts, order.orderId) * 1000,
  });
}
