import { orderNeedsAttention } from "@tradewind/blueprint/areas/events";
import type { Context } from "../../platform/context.ts";
import { transact } from "../../platform/dynamodb/transaction.ts";
import * as Orders from "../index.ts";
import { isOutOfHands } from "../states.ts";
import type { Failure } from "./fail-order.ts";
import { requireOrder } from "./require-order.ts";

/** An undo did not succeed: a person must look at the order. */
export async function flagForAttention(ctx: Context, orderId: string, failure: Failure): Promise<void> {
  const order = await requireOrder(orderId);
  if (order.status === "NEEDS_ATTENTION" || order.status === "FAILED") return;
  // It shipped before anything was undone.
  if (isOutOfHands(order)) return;
  const detail = `An undo failed: ${failure.Error}`;
  const event = { definition: orderNeedsAttention, data: { orderId, customerId: order.customerId, detail } };
  await transact(Orders.transitionWrites(ctx, order, "NEEDS_ATTENTION", event, { detail }));
}
