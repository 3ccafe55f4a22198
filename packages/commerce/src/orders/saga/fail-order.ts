import { orderFailed } from "@tradewind/blueprint/areas/events";
import type { GivenBack } from "../../payments/index.ts";
import type { Context } from "../../platform/context.ts";
import { type TransactionWrite, transact } from "../../platform/dynamodb/transaction.ts";
import { RACE_TRIES } from "../../platform/races.ts";
import type { Order } from "../entity.ts";
import * as Orders from "../index.ts";
import { amendWrites } from "../transition.ts";
import { failureOf } from "./failure.ts";
import { type Held, heldBack } from "./lease.ts";

/**
 * Ends the undo: -> FAILED; a cancelled order stays cancelled. Idempotent.
 * @param money what the customer is told of the payment
 * @throws LeaseLost
 */
export async function failOrder(ctx: Context, held: Held, money: GivenBack): Promise<void> {
  for (const _ of RACE_TRIES) {
    const order = await heldBack(held);
    if (order.due === undefined) return;
    if ((await transact(endWrites(ctx, order, held, money))).committed) return;
  }
  throw new Error(`Order ${held.orderId} changed each time its undo ended.`);
}

function endWrites(ctx: Context, order: Order, { lease }: Held, money: GivenBack): TransactionWrite[] {
  const { orderId, customerId, status } = order;
  const change = {
    steps: [
      { step: "RefundPayment", outcome: "succeeded" },
      { step: "ReleaseStock", outcome: "succeeded" },
    ] as const,
    lease,
    release: true,
  } as const;
  if (status === "CANCELLED") return amendWrites(ctx, order, { ...change, rest: true });
  const failure = order.failure ?? failureOf(order);
  const { detail } = failure;
  const data = { orderId, customerId, ...failure, ...money };
  return Orders.transitionWrites(
    ctx,
    order,
    "FAILED",
    { definition: orderFailed, data },
    {
      ...change,
      detail,
      facts: { failure },
    },
  );
}
