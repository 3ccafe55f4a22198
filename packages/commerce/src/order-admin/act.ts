/** Actions of staff on an order, except edits of its content. */

import type { JournalEntry } from "@tradewind/blueprint/areas/order-admin";
import * as Orders from "../orders/index.ts";
import { undoByStaff } from "../orders/saga/index.ts";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import { transact } from "../platform/dynamodb/transaction.ts";
import { journalEntryWrite } from "./journal.ts";
import { findOrder, get } from "./read.ts";

/** Adds a note to the journal. @throws order.not_found */
export async function addNote(ctx: Context, orderId: string, text: string): Promise<JournalEntry> {
  await findOrder(orderId);
  const { entry, write } = journalEntryWrite(ctx, orderId, "note", text);
  await transact([write]);
  return entry;
}

/** Cancels an order; see `Orders.cancel`. @throws order.not_found, order.not_cancellable */
export async function cancel(ctx: Context, orderId: string, reason: string) {
  await Orders.cancel(ctx, () => findOrder(orderId), {
    detail: "Cancelled by the shop",
    furtherWrites: [journalEntryWrite(ctx, orderId, "cancel", reason).write],
  });
  return get(orderId);
}

/**
 * Undoes an order that needs attention, as its saga would. May be repeated until it succeeds.
 * @throws order.not_found, order.not_undoable
 */
export async function undo(ctx: Context, orderId: string, reason: string) {
  const order = await findOrder(orderId);
  await undoByStaff(ctx, order, [journalEntryWrite(ctx, orderId, "undo", reason).write]);
  return get(orderId);
}

/**
 * Refunds part of the payment; `amount` in minor units. The same reference refunds once. The answer
 * says if the processor has confirmed the refund.
 * @throws order.not_found, payment.refund_exceeds
 */
export async function refund(
  ctx: Context,
  orderId: string,
  { reference, amount, reason }: { reference: string; amount: number; reason: string },
) {
  const { customerId, correlationId } = await findOrder(orderId);
  // References of returns, edits and undos have other prefixes.
  return Payments.requestRefund({ ...ctx, correlationId }, orderId, {
    reference: `support:${reference}`,
    amount,
    tell: { orderId, customerId, reason },
    furtherWrites: [journalEntryWrite(ctx, orderId, "refund", reason).write],
  });
}
