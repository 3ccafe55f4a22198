/** Turns an order from the way forward to the undo, before anything of it is undone. */

import { orderWithdrawn } from "@tradewind/blueprint/areas/events";
import { ORDER_DUE_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Context } from "../../platform/context.ts";
import { type TransactionWrite, transact } from "../../platform/dynamodb/transaction.ts";
import { publishWrite } from "../../platform/messaging/index.ts";
import { RACE_TRIES } from "../../platform/races.ts";
import type { Order } from "../entity.ts";
import { amendWrites } from "../transition.ts";
import { withdrawal } from "../withdrawal.ts";
import { isBack } from "./course.ts";
import { failedStep, failureOf, type Why } from "./failure.ts";
import { type Held, isHeldBy, requireOrder } from "./lease.ts";

/**
 * Records that the order goes no further and why, and ends the lease. The event starts the run that
 * undoes the order.
 */
export async function withdrawOrder(ctx: Context, held: Held, why: Why): Promise<void> {
  for (const _ of RACE_TRIES) {
    const order = await requireOrder(held.orderId);
    if (!isHeldBy(order, held)) return;
    if ((await transact(withdrawWrites(ctx, order, why))).committed) return;
  }
  throw new Error(`Order ${held.orderId} changed each time it was withdrawn.`);
}

/** Builds the writes of a withdrawal by the run that holds the order. They end its lease. */
export function withdrawWrites(ctx: Context, order: Order, why: Why): TransactionWrite[] {
  const { orderId, customerId, correlationId, lease } = order;
  return [
    ...amendWrites(ctx, order, {
      facts: {
        ...withdrawal(ctx, order),
        ...(!isBack(order) && { failure: failureOf(order, why) }),
      },
      steps: [failedStep(order, why)],
      lease,
      release: true,
      dueAt: ctx.clock.now() + ORDER_DUE_SECONDS * 1000,
    }),
    publishWrite({ ...ctx, correlationId }, orderWithdrawn, { orderId, customerId }),
  ];
}
