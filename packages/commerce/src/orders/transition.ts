import type * as z from "zod/mini";
import { isEnd, isForward } from "@tradewind/blueprint/areas/order-states";
import type { EventDefinition } from "@tradewind/blueprint/language/define";
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { isoNow } from "../platform/time.ts";
import { type Order, OrderEntity } from "./entity.ts";
import { leadsTo, type OrderStatus } from "./states.ts";

type Facts = Partial<Pick<Order, "failure" | "trackingNumber" | "fulfilledAt" | "payment" | "allocations">>;

/**
 * Builds the writes of a change of status: the order, refused unless it still has the status that
 * was read, and the event.
 * @throws Error when the state machine has no such transition
 */
export function transitionWrites<Data extends z.ZodMiniType>(
  ctx: Context,
  order: Order,
  to: OrderStatus,
  event: { definition: EventDefinition<string, Data>; data: z.output<Data> },
  more: { detail?: string; facts?: Facts } = {},
): TransactionWrite[] {
  const from: string = order.status;
  if (!leadsTo(order.status, to)) throw new Error(`No order goes from ${from} to ${to}.`);
  const at = isoNow(ctx);
  const entry = { status: to, at, by: ctx.actor.id, ...(more.detail ? { detail: more.detail } : {}) };
  return [
    asWrite(
      OrderEntity.patch({ orderId: order.orderId })
        .set({ status: to, updatedAt: at, ...more.facts })
        .remove(isEnd(order.status, to) ? ["open"] : [])
        .data(({ history }, { append }) => append(history, [entry]))
        .where(({ status, withdrawnAt }, { eq, notExists }) =>
          isForward(to) ? `${eq(status, from)} AND ${notExists(withdrawnAt)}` : eq(status, from),
        ),
    ),
    // All events of an order share one correlation id, whoever causes them.
    publishWrite({ ...ctx, correlationId: order.correlationId }, event.definition, event.data),
  ];
}
