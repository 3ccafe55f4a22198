/** Staff end an order that needs attention by their own word. */

import { orderFailed, orderShipped } from "@tradewind/blueprint/areas/events";
import * as Logistics from "../logistics/index.ts";
import type { Order } from "../orders/index.ts";
import * as Orders from "../orders/index.ts";
import { failureOf } from "../orders/saga/index.ts";
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
 * what is left of an order that failed.
 * @throws order.not_found, order.needs_no_attention; unavailable when the carrier does not answer
 */
export async function resolve(ctx: Context, orderId: string, { outcome, reason }: Resolution) {
  const order = await findOrder(orderId);
  if (order.status !== "NEEDS_ATTENTION") throw new DomainError("order.needs_no_attention");
  if (outcome === "FAILED") await cancelBookings(ctx, orderId);
  const { committed } = await transact([
    ...(outcome === "SHIPPED" ? shippedWrites(ctx, order) : failedWrites(ctx, order)),
    journalEntryWrite(ctx, orderId, "resolve", `${outcome}: ${reason}`).write,
  ]);
  if (!committed) throw new DomainError("order.needs_no_attention");
  return get(orderId);
}

async function cancelBookings(ctx: Context, orderId: string): Promise<void> {
  await Logistics.cancel(ctx, orderId).catch((error: unknown) => {
    throw error instanceof StepError ? new DomainError("unavailable", { cause: error }) : error;
  });
}

const DETAIL = "Closed by the shop";

function shippedWrites(ctx: Context, order: Order): TransactionWrite[] {
  const { orderId, customerId, trackingNumber = "" } = order;
  const event = { definition: orderShipped, data: { orderId, customerId, trackingNumber } };
  return Orders.transitionWrites(ctx, order, "SHIPPED", event, { detail: DETAIL, restored: true });
}

function failedWrites(ctx: Context, order: Order): TransactionWrite[] {
  const { orderId, customerId, failure = failureOf(order) } = order;
  const event = { definition: orderFailed, data: { orderId, customerId, ...failure } };
  return Orders.transitionWrites(ctx, order, "FAILED", event, { detail: DETAIL, facts: { failure } });
}
