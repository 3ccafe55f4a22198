import { orderCancelled } from "@tradewind/blueprint/events";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { transact } from "../storage/transaction.ts";
import { readOwn } from "./read.ts";
import { cancellable } from "./states.ts";
import { transition } from "./transition.ts";
import { view } from "./view.ts";

/** How often a cancellation that meets the saga in mid-step looks again. */
const RACE_RETRIES = 3;

/**
 * Cancels at once; the saga gives back money and stock when it meets the cancelled order. Cancelling twice is harmless.
 * @throws order.not_found, order.not_cancellable
 */
export async function cancel(ctx: Context, orderId: string) {
  for (let attempt = 0; attempt <= RACE_RETRIES; attempt += 1) {
    const order = await readOwn(ctx, orderId);
    if (order.status === "CANCELLED") return view(order);
    if (!cancellable.includes(order.status)) break;
    const event = { definition: orderCancelled, data: { orderId, customerId: order.customerId } };
    const result = await transact(
      transition(ctx, order, "CANCELLED", event, { detail: "Cancelled by the customer" }),
    );
    if (result.committed) return view(await readOwn(ctx, orderId));
  }
  throw new DomainError("order.not_cancellable");
}
