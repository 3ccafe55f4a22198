import { orderCancelled } from "@tradewind/blueprint/areas/events";
import { ORDER_DUE_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Context } from "../platform/context.ts";
import { type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { RACE_TRIES } from "../platform/races.ts";
import type { Order } from "./entity.ts";
import { readOwn } from "./read.ts";
import { cancellable } from "./states.ts";
import { transitionWrites } from "./transition.ts";
import { view } from "./view.ts";
import { withdrawal } from "./withdrawal.ts";

/** Cancels one of the caller's own orders. @throws order.not_found, order.not_cancellable */
export async function cancelOwn(ctx: Context, orderId: string) {
  return view(await cancel(ctx, () => readOwn(ctx, orderId), { detail: "Cancelled by the customer" }));
}

/**
 * Cancels at once; the event starts the saga, which refunds and restocks. Idempotent.
 * @param options.furtherWrites writes that commit in the same transaction
 * @throws order.not_cancellable
 */
export async function cancel(
  ctx: Context,
  read: () => Promise<Order>,
  { detail, furtherWrites = [] }: { detail: string; furtherWrites?: readonly TransactionWrite[] },
): Promise<Order> {
  for (const _ of RACE_TRIES) {
    const order = await read();
    if (order.status === "CANCELLED") return order;
    if (!cancellable.includes(order.status)) break;
    const { orderId, customerId } = order;
    const event = { definition: orderCancelled, data: { orderId, customerId } };
    const result = await transact([
      ...transitionWrites(ctx, order, "CANCELLED", event, {
        detail,
        facts: withdrawal(ctx, order),
        dueAt: ctx.clock.now() + ORDER_DUE_SECONDS * 1000,
      }),
      ...furtherWrites,
    ]);
    if (result.committed) return read();
  }
  throw new DomainError("order.not_cancellable");
}
