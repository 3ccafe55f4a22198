import { orderNeedsAttention } from "@tradewind/blueprint/areas/events";
import type { Context } from "../../platform/context.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import type { Order } from "../entity.ts";
import * as Orders from "../index.ts";
import type { Change } from "../transition.ts";

/** Builds the writes of a change to NEEDS_ATTENTION, which calls a person. */
export function flagWrites(
  ctx: Context,
  order: Order,
  detail: string,
  change: Pick<Change, "steps" | "restored" | "facts"> = {},
): TransactionWrite[] {
  const { orderId, customerId } = order;
  const event = { definition: orderNeedsAttention, data: { orderId, customerId, detail } };
  return Orders.transitionWrites(ctx, order, "NEEDS_ATTENTION", event, { ...change, detail });
}
