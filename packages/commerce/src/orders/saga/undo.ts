/** The steps that take a failed or cancelled order back. Each accepts that what it undoes may never have happened. */
import { type FailureReason, orderFailed, orderNeedsAttention } from "@tradewind/blueprint/areas/events";
import type { Money } from "@tradewind/blueprint/language/schema";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../../platform/context.ts";
import { Inventory } from "../../inventory/index.ts";
import { type Order, OrderRecords } from "../index.ts";
import { Payments } from "../../payments/index.ts";
import { transact } from "../../platform/dynamodb/transaction.ts";
import { theOrder } from "./forward.ts";

const nowOf = (ctx: Context) => new Date(ctx.clock.now()).toISOString();

/**
 * @returns what was given back, undefined when nothing had been captured
 * @throws OrderClaimedElsewhere, OrderShipped
 */
export async function refundPayment(
  ctx: Context,
  orderId: string,
  execution: string,
): Promise<{ refunded?: Money }> {
  const order = await OrderRecords.withdraw(orderId, execution, nowOf(ctx));
  const refunded = order.exchangeOf ? await giveCreditBack(ctx, order) : await Payments.undo(ctx, orderId);
  return refunded ? { refunded } : {};
}

/** What cannot be sent for goods that came back is refunded instead, as far as it has not been before. */
async function giveCreditBack(ctx: Context, order: Order): Promise<Money | undefined> {
  const { refunded } = await Payments.refund(ctx, OrderRecords.payerOf(order), {
    reference: `exchange:${order.orderId}`,
    amount: { upTo: order.totals.credit?.amount ?? 0 },
  });
  return refunded.amount > 0 ? refunded : undefined;
}

/** @throws OrderClaimedElsewhere, OrderShipped */
export async function releaseStock(ctx: Context, orderId: string, execution: string): Promise<void> {
  const order = await OrderRecords.withdraw(orderId, execution, nowOf(ctx));
  const allocations = order.allocations ?? [];
  if (allocations.length === 0) return;
  if (order.fulfilledAt) {
    const marker = OrderRecords.stockReturned(orderId, nowOf(ctx));
    await Inventory.returnSales(ctx, orderId, allocations, marker);
  } else {
    await Inventory.release(ctx, orderId, allocations);
  }
}

/** What Step Functions reports of the error that was caught. */
export interface Failure {
  Error: string;
  /** For a Lambda: JSON with `errorMessage`. */
  Cause?: string;
}

/** -> FAILED; a cancelled order stays cancelled. */
export async function failOrder(
  ctx: Context,
  orderId: string,
  reason: FailureReason,
  failure: Failure,
  refunded: Money | undefined,
): Promise<void> {
  const order = await theOrder(orderId);
  if (order.status === "FAILED") return;
  if (order.status === "CANCELLED") return OrderRecords.close(orderId);
  const detail = publicDetail(reason, failure);
  const event = {
    definition: orderFailed,
    data: { orderId, customerId: order.customerId, reason, detail, ...(refunded ? { refunded } : {}) },
  };
  const result = await transact(
    OrderRecords.transition(ctx, order, "FAILED", event, { detail, facts: { failure: { reason, detail } } }),
  );
  if (!result.committed) throw new Error(`Order ${orderId} changed while it was failed.`);
}

/** An undo did not succeed: a person must look at the order. */
export async function flagForAttention(ctx: Context, orderId: string, failure: Failure): Promise<void> {
  const order = await theOrder(orderId);
  if (order.status === "NEEDS_ATTENTION" || order.status === "FAILED") return;
  // It shipped before anything was undone.
  if (OrderRecords.isOutOfHands(order)) return;
  const detail = `An undo failed: ${failure.Error}`;
  const event = { definition: orderNeedsAttention, data: { orderId, customerId: order.customerId, detail } };
  await transact(OrderRecords.transition(ctx, order, "NEEDS_ATTENTION", event, { detail }));
}

const SPEAKING: ReadonlySet<string> = new Set(Object.values(stepErrors));

const FALLBACK: Record<FailureReason, string> = {
  INVENTORY_UNAVAILABLE: "The stock could not be reserved.",
  PAYMENT_FAILED: "The payment could not be made.",
  SHIPPING_FAILED: "The delivery could not be arranged.",
};

/** Our own errors say what a customer may read; any other is not for customers. */
function publicDetail(reason: FailureReason, { Error: name, Cause: cause }: Failure): string {
  if (!SPEAKING.has(name) || !cause) return FALLBACK[reason];
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === "string" ? errorMessage : FALLBACK[reason];
  } catch {
    return FALLBACK[reason];
  }
}
