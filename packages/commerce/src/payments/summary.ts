import type { Money } from "@tradewind/blueprint/language/schema";
import { readPayment } from "./payment-record.ts";
import { madeBesidesEdits, type RefundState, sumOf } from "./rules.ts";

/** The payment of an order, for people; undefined before the first attempt. */
export async function summary(orderId: string) {
  const payment = await readPayment(orderId);
  if (!payment) return undefined;
  const { status, captured, refunded, refunds, currency } = payment;
  const refunding = sumOf(refunds, "asked");
  return {
    status,
    captured: { amount: captured, currency },
    refunded: { amount: refunded, currency },
    ...(refunding > 0 && { refunding: { amount: refunding, currency } }),
  };
}

/** The money that was given back, without the refunds of edits; undefined without a payment. */
export async function refundedBesidesEdits(orderId: string): Promise<Money | undefined> {
  const payment = await readPayment(orderId);
  return payment && { amount: madeBesidesEdits(payment.refunds), currency: payment.currency };
}

/** One refund; undefined when there is none of this reference. */
export async function findRefund(
  orderId: string,
  reference: string,
): Promise<{ state: RefundState; amount: number } | undefined> {
  return (await readPayment(orderId))?.refunds[reference];
}
