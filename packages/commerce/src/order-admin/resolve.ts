/** Staff end an order that needs attention by their own word. */

import { orderFailed, orderShipped } from "@tradewind/blueprint/areas/events";
import type { Money } from "@tradewind/blueprint/language/schema";
import * as Logistics from "../logistics/index.ts";
import type { Order } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import { failureOf, moveOn, takeBackUnitsWrites } from "../orders/saga/index.ts";
import type { GivenBack } from "../payments/index.ts";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import { type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError, StepError } from "../platform/errors.ts";
import { RACE_TRIES } from "../platform/races.ts";
import { journalEntryWrite } from "./journal.ts";
import { findOrder, get } from "./read.ts";

interface Resolution {
  outcome: "SHIPPED" | "FAILED";
  reason: string;
}

/**
 * NEEDS_ATTENTION -> SHIPPED or FAILED. Moves no money. Units that an undo put on sale again are
 * sold to an order that has shipped, unless the scan of its parcel has seen to them. The carrier
 * does not fetch the rest of an order that failed.
 * @throws order.not_found, order.needs_no_attention; order.parcel_left when a parcel of an order
 * that is to fail turns out to have left; unavailable while others undo it, when other changes win
 * every try, or when the carrier does not answer
 */
export async function resolve(ctx: Context, orderId: string, { outcome, reason }: Resolution) {
  for (const _ of RACE_TRIES) {
    const order = await findOrder(orderId);
    if (order.status !== "NEEDS_ATTENTION") throw new DomainError("order.needs_no_attention");
    if (Date.parse(order.leaseUntil ?? "") > ctx.clock.now()) throw new DomainError("unavailable");
    if (outcome === "FAILED") await cancelBookings(ctx, orderId);
    const { writes, note } = await (outcome === "SHIPPED"
      ? shippedWrites(ctx, order)
      : failedWrites(ctx, order));
    const detail = `${outcome}: ${reason}${note === undefined ? "" : ` (${note})`}`;
    const journal = journalEntryWrite(ctx, orderId, "resolve", detail).write;
    if ((await transact([...writes, journal])).committed) return get(orderId);
  }
  throw new DomainError("unavailable");
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
  throw new DomainError("order.parcel_left");
}

const DETAIL = "Closed by the shop";

interface Closing {
  writes: TransactionWrite[];
  /** Tells staff what became of the units. */
  note?: string;
}

async function shippedWrites(ctx: Context, order: Order): Promise<Closing> {
  const { orderId, customerId } = order;
  const shipment = await Logistics.shipmentOf(orderId);
  const trackingNumber = order.trackingNumber ?? shipment?.parcels[0]?.trackingNumber ?? "";
  const event = { definition: orderShipped, data: { orderId, customerId, trackingNumber } };
  const change = { detail: DETAIL, restored: true };
  // The scan of the first parcel has sold the units again, or has told staff to take them off.
  if (shipment?.leftAt !== undefined)
    return { writes: Orders.transitionWrites(ctx, order, "SHIPPED", event, change) };
  const { writes, facts, ...note } = await takeBackUnitsWrites(ctx, order);
  const withUnits = { ...change, ...(facts && { facts }) };
  return {
    writes: [...writes, ...Orders.transitionWrites(ctx, order, "SHIPPED", event, withUnits)],
    ...note,
  };
}

async function failedWrites(ctx: Context, order: Order): Promise<Closing> {
  const { orderId, customerId, failure = failureOf(order) } = order;
  const data = { orderId, customerId, ...failure, ...(await moneyOf(order)) };
  const event = { definition: orderFailed, data };
  const change = { detail: DETAIL, facts: { failure } };
  return { writes: Orders.transitionWrites(ctx, order, "FAILED", event, change) };
}

/** The money of the order: given back, asked back, and neither. */
async function moneyOf(order: Order): Promise<GivenBack & { kept?: Money }> {
  const payment = await (order.exchangeOf ? creditOf(order) : Payments.summary(order.orderId));
  if (!payment) return {};
  const { captured, refunded, refunding } = payment;
  const kept = captured.amount - refunded.amount - (refunding?.amount ?? 0);
  return {
    ...(refunded.amount > 0 && { refunded }),
    ...(refunding && { refunding }),
    ...(kept > 0 && { kept: { ...captured, amount: kept } }),
  };
}

/** The value of the returned goods that paid for an exchange, less other refunds of it. */
async function creditOf(order: Order) {
  const payer = Orders.payerOf(order);
  const [payment, refund] = await Promise.all([
    Payments.summary(payer),
    Payments.findRefund(payer, Payments.creditReference(order.orderId)),
  ]);
  if (!payment) return undefined;
  const money = (amount: number): Money => ({ ...payment.captured, amount });
  const given = refund?.amount ?? 0;
  const left = payment.captured.amount - payment.refunded.amount - (payment.refunding?.amount ?? 0);
  const kept = Math.min((order.totals.credit?.amount ?? 0) - given, left);
  const isAsked = refund?.state === "asked";
  return {
    captured: money(given + kept),
    refunded: money(isAsked ? 0 : given),
    ...(isAsked && { refunding: money(given) }),
  };
}
