import { createConversions } from "electrodb";
import { refundSweep } from "@tradewind/blueprint/schedules";
import type { Context } from "../platform/context.ts";
import { deadlineOf, sweepDue } from "../platform/due.ts";
import type { TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { type Payment, PaymentEntity } from "./entity.ts";
import { changeRefunds, readPayment } from "./payment-record.ts";
import { makeRefund } from "./refund.ts";
import { nextAttempt, REFUND_ATTEMPTS, type Refunds } from "./rules.ts";
import { voidAgain } from "./undo.ts";

/** Processors limit the requests of an account; Stripe takes 100 a second of a live one. */
const PER_SECOND = 10;

/** Builds the write that calls a person to an order. */
type AttentionWrite = (orderId: string, detail: string) => Promise<TransactionWrite>;

/**
 * Asks the processor for each refund that is due, by the reference under which it was asked, and
 * voids again what may have been authorised after its void.
 */
export const sweepRefunds = (
  ctx: Context,
  failed: (payment: { orderId: string }, error: unknown) => void,
  attentionWrite: AttentionWrite,
) =>
  sweepDue({
    clock: ctx.clock,
    deadline: deadlineOf(ctx, refundSweep),
    perSecond: PER_SECOND,
    dueIn: (due, now) => PaymentEntity.query.byDue({ due }).between({ dueAt: "" }, { dueAt: now }),
    idOf: createConversions(PaymentEntity).fromKeys.toComposite<{ orderId: string }>,
    handle: ({ orderId }) => lookAfter(ctx, orderId, attentionWrite),
    failed,
  });

async function lookAfter(ctx: Context, orderId: string, attentionWrite: AttentionWrite): Promise<void> {
  const payment = await readPayment(orderId);
  if (payment?.dueAt === undefined || Date.parse(payment.dueAt) > ctx.clock.now()) return;
  if (payment.status === "VOIDED") await voidAgain(ctx, payment);
  else await askAgain(ctx, orderId, attentionWrite);
}

async function askAgain(ctx: Context, orderId: string, attentionWrite: AttentionWrite): Promise<void> {
  let due: Refunds = {};
  const payment = await changeRefunds(ctx, orderId, ({ refunds }) => {
    due = withAttempts(refunds, ctx.clock.now());
    return Object.keys(due).length > 0 ? { refunds: { ...refunds, ...due } } : undefined;
  });
  if (!payment) return;
  const results = await Promise.allSettled(
    Object.keys(due).map((reference) => askOnce(ctx, payment, reference, attentionWrite)),
  );
  const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  if (errors.length > 0) throw new AggregateError(errors, "Refunds of a payment failed.");
}

/** The refunds that are due, with one more attempt: it is counted before it begins. */
function withAttempts(refunds: Refunds, now: number): Refunds {
  const due = Object.entries(refunds).flatMap(([reference, refund]) => {
    if (refund.state === "made" || refund.nextAt === undefined || refund.nextAt > now) return [];
    const attempts = refund.attempts + 1;
    return [[reference, { ...refund, attempts, nextAt: nextAttempt(now, attempts) }] as const];
  });
  return Object.fromEntries(due);
}

async function askOnce(
  ctx: Context,
  payment: Payment,
  reference: string,
  attentionWrite: AttentionWrite,
): Promise<void> {
  const refund = payment.refunds[reference];
  try {
    await makeRefund(ctx, payment, reference);
  } finally {
    if (refund?.state === "asked" && refund.attempts >= REFUND_ATTEMPTS)
      await callPerson(ctx, payment.orderId, reference, attentionWrite);
  }
}

/** The refund stays asked, but nothing asks for it by itself any more. */
async function callPerson(
  ctx: Context,
  orderId: string,
  reference: string,
  attentionWrite: AttentionWrite,
): Promise<void> {
  await changeRefunds(ctx, orderId, async ({ refunds }) => {
    const refund = refunds[reference];
    if (refund?.state !== "asked") return undefined;
    const { nextAt: _nextAt, ...rest } = refund;
    const detail = `The refund ${reference} is not confirmed after ${refund.attempts} attempts.`;
    return {
      refunds: { ...refunds, [reference]: rest },
      furtherWrites: [await attentionWrite(orderId, detail)],
    };
  });
}
