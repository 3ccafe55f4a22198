import { orderCancelled } from "@tradewind/blueprint/areas/events";
import type { Context } from "../platform/context.ts";
import { type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import type { Order } from "./entity.ts";
import { readOwn } from "./read.ts";
import { cancellable } from "./states.ts";
import { transitionWrites } from "./transition.ts";
import { view } from "./view.ts";

/** Number of retries while the saga is changing the order. */
const RACE_RETRIES = 3;

/** Cancels one of the caller's own orders. @throws order.not_found, order.not_cancellable */
export async function cancelOwn(ctx: Context, orderId: string) {
  return view(await cancel(ctx, () => readOwn(ctx, orderId), { detail: "Cancelled by the customer" }));
}

/**
 * Cancels at once; the saga refunds and restocks when it meets the cancelled order. Idempotent.
 * @param options.furtherWrites writes that commit in the same transaction
 * @throws order.not_cancellable
 */
export async function cancel(
  ctx: Context,
  read: () => Promise<Order>,
  { detail, furtherWrites = [] }: { detail: string; furtherWrites?: readonly TransactionWrite[] },
): Promise<Order> {
  for (let attempt = 0; attempt <= RACE_RETRIES; attempt += 1) {
    const order = await read();
    if (order.status === "CANCELLED") return order;
    if (!cancellable.includes(order.status)) break;
    const { orderId, customerId } = order;
    const event = { definition: orderCancelled, data: { orderId, customerId } };
    const result = await transact([
      ...transitionWrites(ctx, order, "CANCELLED", event, { detail }),
      ...furtherWrites,
    ]);
    if (result.committed) return read();
  }
  throw new DomainError("order.not_cancellable");
}
