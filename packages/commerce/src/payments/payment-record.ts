/** The stored payment. Its refunds are written under the version that was read. */
import type { Context } from "../platform/context.ts";
import { dueFields } from "../platform/due.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { RACE_TRIES } from "../platform/races.ts";
import { type Payment, PaymentEntity } from "./entity.ts";
import { nextDue, type Refunds, sumOf } from "./rules.ts";

/** Reads a payment, strongly consistent; undefined before the first attempt to pay. */
export async function readPayment(orderId: string): Promise<Payment | undefined> {
  const { data } = await PaymentEntity.get({ orderId }).go({ ...electroOptions, consistent: true });
  return data ?? undefined;
}

/** The refunds as they are to be, and what else is written in the same transaction. */
export interface Change {
  refunds: Refunds;
  furtherWrites?: readonly TransactionWrite[];
}

/**
 * Changes the refunds of a captured payment, also while others change them.
 * @param change is called again with the payment as it is then, when another change was faster;
 * without a result, nothing is written
 * @returns the payment after the change; undefined when there is none
 * @throws unavailable when other changes win every try
 */
export async function changeRefunds(
  ctx: Context,
  orderId: string,
  change: (payment: Payment) => Change | undefined | Promise<Change | undefined>,
): Promise<Payment | undefined> {
  for (const _ of RACE_TRIES) {
    const payment = await readPayment(orderId);
    const wanted = payment && (await change(payment));
    if (!wanted) return payment;
    const { committed } = await transact(changeWrites(ctx, payment, wanted));
    if (committed) return { ...payment, refunds: wanted.refunds };
  }
  throw new DomainError("unavailable");
}

/** Builds the writes of a change. Refused if the refunds changed since the payment was read. */
export const changeWrites = (
  ctx: Context,
  payment: Payment,
  { refunds, furtherWrites = [] }: Change,
): TransactionWrite[] => [refundsWrite(ctx, payment, refunds), ...furtherWrites];

/**
 * Builds the write of all refunds, with what follows from them: the sum that is refunded, the
 * status and the due time. Refused if they changed since the payment was read.
 */
function refundsWrite(
  ctx: Context,
  { orderId, captured, refundsVersion }: Payment,
  refunds: Refunds,
): TransactionWrite {
  const refunded = sumOf(refunds, "made");
  const due = nextDue(refunds);
  const patch = PaymentEntity.patch({ orderId }).set({
    refunds,
    refunded,
    refundsVersion: refundsVersion + 1,
    status: refunded === 0 ? "CAPTURED" : refunded === captured ? "REFUNDED" : "PARTIALLY_REFUNDED",
    updatedAt: ctx.clock.now(),
  });
  const timed = due === undefined ? patch.remove(["due", "dueAt"]) : patch.set(dueFields(orderId, due));
  return asWrite(timed.where((attributes, { eq }) => eq(attributes.refundsVersion, refundsVersion)));
}
