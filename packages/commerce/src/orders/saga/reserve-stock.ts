/** Holds the units of an order; its undo gives them back. */

import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Allocation, Demand, UnitsState } from "../../inventory/index.ts";
import * as Inventory from "../../inventory/index.ts";
import type { Context } from "../../platform/context.ts";
import { electroOptions } from "../../platform/dynamodb/options.ts";
import type { TransactionWrite } from "../../platform/dynamodb/transaction.ts";
import { asWrite } from "../../platform/dynamodb/transaction.ts";
import { StepError } from "../../platform/errors.ts";
import { isoNow } from "../../platform/time.ts";
import { type Order, OrderEntity } from "../entity.ts";
import { claim, withdraw } from "./ownership.ts";

/** @throws OrderClaimedElsewhere, OrderCancelled, StockInsufficient */
export async function reserveStock(
  ctx: Context,
  orderId: string,
  execution: string,
  lines: readonly Demand[],
): Promise<void> {
  let allocations = await claim(orderId, execution, Inventory.plan(orderId, lines));
  const open = [...allocations];
  for (let next = open.shift(); next; next = open.shift()) {
    if ((await Inventory.hold(ctx, next, orderId)) === "held") continue;
    const others = await Inventory.reallocate(ctx, next, orderId, allocations);
    if (!others) throw new StepError(stepErrors.outOfStock, `There is not enough stock of ${next.sku}.`);
    allocations = replaced(allocations, next, others);
    await reallocate(orderId, allocations);
    open.push(...others);
  }
}

const replaced = (all: Allocation[], old: Allocation, others: Allocation[]) =>
  all.flatMap((allocation) => (allocation === old ? others : [allocation]));

async function reallocate(orderId: string, allocations: Allocation[]): Promise<void> {
  await OrderEntity.patch({ orderId })
    .set({ allocations })
    .go({ ...electroOptions, response: "none" });
}

/** @throws OrderClaimedElsewhere, OrderShipped */
export async function releaseStock(ctx: Context, orderId: string, execution: string): Promise<void> {
  const order = await withdraw(orderId, execution, isoNow(ctx));
  const done = await Inventory.giveBack(ctx, orderId, order.allocations ?? [], unitsOf(order), {
    isDone: (chunk) => chunk < (order.stockReturned ?? 0),
    writes: (chunk) => [stockReturnedWrite(orderId, chunk, isoNow(ctx))],
  });
  if (!done) throw new Error(`The units of order ${orderId} are given back by another attempt.`);
}

function unitsOf({ fulfilledAt, history }: Order): UnitsState {
  if (fulfilledAt !== undefined) return "committed";
  return history.some(({ status }) => status === "PROCESSING") ? "maybe committed" : "held";
}

/** Records that a chunk of the order's units went back to stock; refused the second time. */
function stockReturnedWrite(orderId: string, chunk: number, at: string): TransactionWrite {
  return asWrite(
    OrderEntity.patch({ orderId })
      .set({ stockReturned: chunk + 1, stockReturnedAt: at })
      .where(({ stockReturned }, { eq, notExists }) =>
        chunk === 0 ? notExists(stockReturned) : eq(stockReturned, chunk),
      ),
  );
}
