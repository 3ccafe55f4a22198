import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { OrderRecords } from "../orders/index.ts";
import { Payments } from "../payments/index.ts";

/** Support gives part of a payment back, as a gesture or for what went wrong. @throws order.not_found, payment.refund_exceeds */
export async function refundOrder(
  ctx: Context,
  orderId: string,
  { reference, amount, reason }: { reference: string; amount: number; reason: string },
) {
  const order = await OrderRecords.read(orderId);
  if (!order) throw new DomainError("order.not_found");
  const { customerId, correlationId } = order;
  // References of returns and of the undoing begin otherwise.
  return Payments.refund({ ...ctx, correlationId }, orderId, {
    reference: `support:${reference}`,
    amount,
    tell: { customerId, reason },
  });
}
