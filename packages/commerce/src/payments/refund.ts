/**
 * Refunds of a captured payment. A refund is `asked` when it is written down, before the processor
 * hears of it, and `made` when the processor has confirmed it. Only then is the customer told.
 */
import { orderRefunded } from "@tradewind/blueprint/areas/events";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Context } from "../platform/context.ts";
import type { TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { DomainError, StepError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import type { Payment } from "./entity.ts";
import { type Change, changeRefunds, changeWrites, readPayment } from "./payment-record.ts";
import { nextAttempt, type RefundState, sumOf, type Told } from "./rules.ts";
import { testProcessor as processor } from "./test-processor.ts";

export interface RefundRequest {
  /** The same reference refunds once. */
  reference: string;
  /** Minor units; `upTo` is as much of them as is left. */
  amount: number | { upTo: number };
  /** Set when the customer is to be told of the refund once it is made, and of which order. */
  tell?: Told;
  /** Further writes of the transaction that writes the refund down. */
  furtherWrites?: readonly TransactionWrite[];
}

interface RefundAnswer {
  state: RefundState;
  /** The refund under this reference. */
  amount: Money;
  /** The amount that can still be refunded. */
  left: Money;
}

/**
 * Writes a refund down, under a condition that keeps all refunds within what was captured, and asks
 * the processor at once. If the processor does not answer, the refund stays asked, and the sweep
 * asks again. A repeated request asks again, too, unless the refund is made.
 * @throws payment.refund_exceeds
 */
export async function requestRefund(
  ctx: Context,
  orderId: string,
  request: RefundRequest,
): Promise<RefundAnswer> {
  const payment = await writeDown(ctx, orderId, request);
  const refund = payment.refunds[request.reference];
  const state = refund?.state === "asked" ? await makeRefund(ctx, payment, request.reference) : "made";
  const money = (amount: number): Money => ({ amount, currency: payment.currency });
  return { state, amount: money(refund?.amount ?? 0), left: money(leftOf(payment)) };
}

/**
 * As {@link requestRefund}, for the step of a saga that goes on only when the refund is made.
 * @throws payment.refund_exceeds; ProcessorUnavailable, which passes
 */
export async function refund(
  ctx: Context,
  orderId: string,
  request: RefundRequest,
): Promise<{ refunded: Money; left: Money }> {
  const { state, amount, left } = await requestRefund(ctx, orderId, request);
  if (state === "made") return { refunded: amount, left };
  throw new StepError(stepErrors.processorUnavailable, "The processor has not confirmed the refund.");
}

/**
 * Builds the writes that ask for a refund in a transaction of the caller. Refused if the refunds
 * change meanwhile. {@link requestRefund} with the same request then asks the processor at once; if
 * it is not called, the sweep asks.
 * @throws payment.refund_exceeds
 */
export async function askedRefundWrites(
  ctx: Context,
  orderId: string,
  request: RefundRequest,
): Promise<TransactionWrite[]> {
  const payment = await readPayment(orderId);
  if (!payment) throw new DomainError("payment.refund_exceeds");
  const change = askedIn(ctx, payment, request);
  return change ? changeWrites(ctx, payment, change) : [];
}

const leftOf = ({ captured, refunds }: Payment): number =>
  captured - sumOf(refunds, "made") - sumOf(refunds, "asked");

/** @returns the payment with the refund; without one when nothing is left */
async function writeDown(ctx: Context, orderId: string, request: RefundRequest): Promise<Payment> {
  const payment = await changeRefunds(ctx, orderId, (payment) => askedIn(ctx, payment, request));
  if (!payment) throw new DomainError("payment.refund_exceeds");
  return payment;
}

/** The change that asks for a refund; undefined when it is asked or made, or nothing is left. */
function askedIn(
  ctx: Context,
  payment: Payment,
  { reference, amount, tell, furtherWrites }: RefundRequest,
): Change | undefined {
  const known = payment.refunds[reference];
  if (known?.state === "made" || known?.nextAt !== undefined) return undefined;
  const again = { state: "asked", attempts: 1, nextAt: nextAttempt(ctx.clock.now(), 1) } as const;
  // A person has been called to it; now it is asked for again.
  if (known) return { refunds: { ...payment.refunds, [reference]: { ...known, ...again } } };

  const left = leftOf(payment);
  const wanted = typeof amount === "number" ? amount : Math.min(amount.upTo, left);
  if (wanted > left) throw new DomainError("payment.refund_exceeds");
  if (wanted === 0) return undefined;
  const told = tell && { tell: { ...tell, correlationId: ctx.correlationId } };
  const refund = { ...again, amount: wanted, ...told };
  return { refunds: { ...payment.refunds, [reference]: refund }, ...(furtherWrites && { furtherWrites }) };
}

/**
 * Asks the processor for a refund that is written down, and writes down that it is made.
 * @returns `asked` when the processor did not answer
 */
export async function makeRefund(
  ctx: Context,
  { orderId, currency, refunds }: Payment,
  reference: string,
): Promise<RefundState> {
  const amount = refunds[reference]?.amount ?? 0;
  try {
    await processor.refund(orderId, reference, { amount, currency });
  } catch (error) {
    if (error instanceof StepError && error.name === stepErrors.processorUnavailable) return "asked";
    throw error;
  }
  await confirm(ctx, orderId, reference);
  return "made";
}

/** The refund is made: its customer is told in the same transaction. */
async function confirm(ctx: Context, orderId: string, reference: string): Promise<void> {
  await changeRefunds(ctx, orderId, (payment) => {
    const refund = payment.refunds[reference];
    if (refund?.state !== "asked") return undefined;
    const { amount, tell } = refund;
    return {
      refunds: { ...payment.refunds, [reference]: { state: "made", amount } },
      ...(tell && { furtherWrites: [refundedWrite(ctx, payment, amount, tell)] }),
    };
  });
}

function refundedWrite(
  ctx: Context,
  payment: Payment,
  amount: number,
  { correlationId, ...told }: Told & { correlationId: string },
): TransactionWrite {
  const { currency } = payment;
  return publishWrite({ ...ctx, correlationId }, orderRefunded, {
    ...told,
    refunded: { amount, currency },
    left: { amount: leftOf(payment), currency },
  });
}
