/** Staff end an order that needs attention by their own word. */

import { orderFailed, orderShipped } from "@tradewind/blueprint/areas/events";
import * as Logistics from "../logistics/index.ts";
import type { Order } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import { failureOf, moveOn } from "../orders/saga/index.ts";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import { type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError, StepError } from "../platform/errors.ts";
import { journalEntryWrite } from "./journal.ts";
import { findOrder, get } from "./read.ts";

interface Resolution {
  outcome: "SHIPPED" | "FAILED";
  reason: string;
}

/**
 * NEEDS_ATTENTION -> SHIPPED or FAILED. Moves neither money nor stock. The carrier does not fetch
 * the rest of an order that failed.
 * @throws order.not_found, order.needs_no_attention; order.not_undoable when an order that is to
 * fail turns out to have left; unavailable while others undo it, or the carrier does not answer
 */
export async function resolve(ctx: Context, orderId: string, { outcome, reason }: Resolution) {
  const order = await findOrder(orderId);
  if (order.status !== "NEEDS_ATTENTION") throw new DomainError("order.needs_no_attention");
  if (Date.parse(order.leaseUntil ?? "") > ctx.clock.now()) throw new DomainError("unavailable");
  if (outcome === "FAILED") await cancelBookings(ctx, orderId);
  const { committed } = await transact([
    ...(await (outcome === "SHIPPED" ? shippedWrites(ctx, order) : failedWrites(ctx, order))),
    journalEntryWrite(ctx, orderId, "resolve", `${outcome}: ${reason}`).write,
  ]);
  if (!committed) throw new DomainError("order.needs_no_attention");
  return get(orderId);
}

async function cancelBookings(ctx: Context, orderId: string): Promise<void> {
  const known = await Logistics.hasLeft(orderId);
  const answer = await (known ? Logistics.cancelRest : Logistics.cancel)(ctx, orderId).catch(
    (error: unknown) => {
      throw error instanceof StepError ? new DomainError("unavailable", { cause: error }) : error;
    },
  );
  if (known || answer === "cancelled") return;
  // The carrier has fetched a parcel, and nobody knew.
  await moveOn(ctx, orderId);
  throw new DomainError("order.not_undoable");
}

const DETAIL = "Closed by the shop";

async function shippedWrites(ctx: Context, order: Order): Promise<TransactionWrite[]> {
  const { orderId, customerId } = order;
  const shipment = await Logistics.shipmentOf(orderId);
  const trackingNumber = order.trackingNumber ?? shipment?.parcels[0]?.trackingNumber ?? "";
  const event = { definition: orderShipped, data: { orderId, customerId, trackingNumber } };
  return Orders.transitionWrites(ctx, order, "SHIPPED", event, { detail: DETAIL, restored: true });
}

async function failedWrites(ctx: Context, order: Order): Promise<TransactionWrite[]> {
  const { orderId, customerId, failure = failureOf(order) } = order;
  const data = { orderId, customerId, ...failure, ...(await moneyOf(orderId)) };
  const event = { definition: orderFailed, data };
  return Orders.transitionWrites(ctx, order, "FAILED", event, { detail: DETAIL, facts: { failure } });
}

/** The money of the order that was given back, and that was not. */
async function moneyOf(orderId: string) {
  const payment = await Payments.summary(orderId);
  if (!payment) return {};
  const { captured, refunded, refunding = { amount: 0 } } = payment;
  const kept = captured.amount - refunded.amount - refunding.amount;
  return {
    ...(refunded.amount > 0 && { refunded }),
    ...(kept > 0 && { kept: { ...captured, amount: kept } }),
  };
}
