/** Has the payment authorised; its undo gives back what was authorised or captured. */

import { orderProcessing } from "@tradewind/blueprint/areas/events";
import type { Money } from "@tradewind/blueprint/language/schema";
import * as Payments from "../../payments/index.ts";
import type { Context } from "../../platform/context.ts";
import { transact } from "../../platform/dynamodb/transaction.ts";
import { isoNow } from "../../platform/time.ts";
import type { Order } from "../entity.ts";
import * as Orders from "../index.ts";
import { withdraw } from "./ownership.ts";
import { cancelled, requireOrder } from "./require-order.ts";

/**
 * PENDING -> PROCESSING. An order may cost nothing.
 * @throws PaymentDeclined, ProcessorUnavailable, OrderCancelled
 */
export async function authorizePayment(ctx: Context, orderId: string): Promise<void> {
  const order = await requireOrder(orderId);
  if (order.status === "CANCELLED") throw cancelled(order);
  if (order.status !== "PENDING") return;
  const { total } = order.totals;
  const event = { definition: orderProcessing, data: { orderId, customerId: order.customerId, total } };
  const payment = total.amount > 0 && (await Payments.authorize(ctx, orderId, order.payment, total));
  const result = await transact([
    ...Orders.transitionWrites(ctx, order, "PROCESSING", event, {
      detail: payment ? "Payment authorised" : "Nothing to pay",
      facts: { payment: { ...order.payment, ...payment } },
    }),
    ...(payment ? [Payments.authorizedWrite(ctx, orderId, payment.authorization)] : []),
  ]);
  if (result.committed) return;
  const now = await requireOrder(orderId);
  if (now.status !== "PROCESSING") throw cancelled(now);
}

/**
 * @returns what was given back, undefined when nothing had been captured
 * @throws OrderClaimedElsewhere, OrderShipped
 */
export async function refundPayment(
  ctx: Context,
  orderId: string,
  execution: string,
): Promise<{ refunded?: Money }> {
  const order = await withdraw(orderId, execution, isoNow(ctx));
  const refunded = order.exchangeOf ? await giveCreditBack(ctx, order) : await Payments.undo(ctx, orderId);
  return refunded ? { refunded } : {};
}

/**
 * What cannot be sent for goods that came back is refunded instead, as far as it has not been
 * before.
 */
async function giveCreditBack(ctx: Context, order: Order): Promise<Money | undefined> {
  const { refunded } = await Payments.refund(ctx, Orders.payerOf(order), {
    reference: `exchange:${order.orderId}`,
    amount: { upTo: order.totals.credit?.amount ?? 0 },
  });
  return refunded.amount > 0 ? refunded : undefined;
}
