import { readPayment } from "./payment-record.ts";
import { type RefundState, sumOf } from "./rules.ts";

/** What became of an order's payment; undefined before the first attempt. */
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

/** The state of one refund; undefined when there is none of this reference. */
export async function refundStateOf(orderId: string, reference: string): Promise<RefundState | undefined> {
  return (await readPayment(orderId))?.refunds[reference]?.state;
}
