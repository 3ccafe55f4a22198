/** Looks after orders whose saga does not: none may stay unfinished in silence. */

import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { orderNeedsAttention } from "@tradewind/blueprint/areas/events";
import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { DELIVERY_BOUND_SECONDS, ORDER_BOUND_SECONDS } from "@tradewind/blueprint/ground/limits";
import { sfn } from "../../platform/clients/step-functions.ts";
import type { Context } from "../../platform/context.ts";
import { transact } from "../../platform/dynamodb/transaction.ts";
import { resourceOf } from "../../platform/resource-of.ts";
import { eventLines } from "../event-lines.ts";
import type { Order } from "../index.ts";
import * as Orders from "../index.ts";

/**
 * What is done about an order past its bound: `restart` when no saga ever had it, `flag` when its
 * saga has ended without ending it or takes longer than any may, `wait` while it goes on, and for a
 * person's decision.
 */
type Remedy = "restart" | "flag" | "wait";

export async function sweep(ctx: Context): Promise<{ stuck: number; restarted: number; flagged: number }> {
  const orders = await Orders.openSince(ctx.clock.now() - ORDER_BOUND_SECONDS * 1000);
  const done = { stuck: 0, restarted: 0, flagged: 0 };
  for (const order of orders) {
    const [remedy, why] = await remedyFor(ctx, order);
    if (remedy === "wait") continue;
    done.stuck += 1;
    if (remedy === "restart") {
      await startSaga(ctx, order);
      done.restarted += 1;
    } else if (await flag(ctx, order, why)) done.flagged += 1;
  }
  return done;
}

async function remedyFor(ctx: Context, order: Order): Promise<[Remedy, string]> {
  if (order.status === "NEEDS_ATTENTION") return ["wait", "A person has been called."];
  if (order.execution === undefined) return ["restart", "No saga has taken it up."];
  const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: order.execution }));
  if (status !== "RUNNING" && status !== "PENDING_REDRIVE")
    return ["flag", `The saga of the order ended: ${status}.`];
  if (order.status === "AWAITING_STOCK") return ["wait", "Units of it are still to come."];
  const age = ctx.clock.now() - Date.parse(readyAt(order));
  if (age > DELIVERY_BOUND_SECONDS * 1000) return ["flag", "The saga of the order has not ended in time."];
  return ["wait", "Its saga goes on."];
}

/** When what it needs was there: from then on nothing takes long. */
const readyAt = ({ placedAt, history }: Order): string =>
  history[history.findIndex(({ status }) => status === "AWAITING_STOCK") + 1]?.at ?? placedAt;

/** With what `order.placed` told. A saga that does start late finds the order claimed. */
async function startSaga(ctx: Context, order: Order): Promise<void> {
  const { orderId, customerId, correlationId, totals, lines } = order;
  const data = {
    orderId,
    customerId,
    lines: eventLines(lines),
    total: totals.total,
  };
  await sfn.send(
    new StartExecutionCommand({
      stateMachineArn: resourceOf(orderSaga).arn,
      name: `sweep-${orderId}-${ctx.clock.now()}`,
      input: JSON.stringify({ correlationId, causationId: ctx.causationId, data }),
    }),
  );
}

/** @returns false when the order moved on meanwhile */
async function flag(ctx: Context, order: Order, detail: string): Promise<boolean> {
  const { orderId, customerId } = order;
  const event = { definition: orderNeedsAttention, data: { orderId, customerId, detail } };
  const { committed } = await transact(
    Orders.transitionWrites(ctx, order, "NEEDS_ATTENTION", event, { detail }),
  );
  return committed;
}
