import { orderPlaced } from "@tradewind/blueprint/areas/events";
import { ORDER_DUE_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Context } from "../platform/context.ts";
import { dueFields } from "../platform/due.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { shardOf } from "../platform/shards.ts";
import { isoNow } from "../platform/time.ts";
import { type Order, OrderEntity } from "./entity.ts";
import { eventLines } from "./event-lines.ts";

type Content = Pick<
  Order,
  | "customerId"
  | "contact"
  | "lines"
  | "totals"
  | "shippingAddress"
  | "shippingMethod"
  | "payment"
  | "exchangeOf"
>;

/**
 * A new order in the status PENDING.
 * @param detail a note on its origin, for the history
 */
export function newOrder(ctx: Context, content: Content, detail?: string): Order {
  const now = isoNow(ctx);
  const orderId = ctx.ids.next("ord");
  const shard = shardOf(orderId);
  return {
    ...content,
    orderId,
    status: "PENDING",
    placedAt: now,
    updatedAt: now,
    correlationId: ctx.correlationId,
    version: 0,
    lease: 0,
    progressLease: 0,
    shard,
    // The event starts the saga; if it is lost, the sweep does.
    ...dueFields(orderId, ctx.clock.now() + ORDER_DUE_SECONDS * 1000),
    history: [{ status: "PENDING", at: now, by: ctx.actor.id, ...(detail !== undefined && { detail }) }],
  };
}

/** Builds the writes of an order and of the event that starts its saga. */
export function newOrderWrites(ctx: Context, order: Order): TransactionWrite[] {
  const { orderId, customerId, lines, totals, exchangeOf } = order;
  return [
    asWrite(OrderEntity.create(order)),
    publishWrite(ctx, orderPlaced, {
      orderId,
      customerId,
      lines: eventLines(lines),
      total: totals.total,
      ...(exchangeOf && { exchangeOf: exchangeOf.orderId }),
    }),
  ];
}
