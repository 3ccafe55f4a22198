import { readPayment } from "./payment-record.ts";
import { sumOf } from "./rules.ts";

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
