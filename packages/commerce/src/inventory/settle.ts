/** How a reservation ends: as a sale, or given back. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { electroOptions } from "../platform/dynamodb/options.ts";
import type { Context } from "../platform/context.ts";
import { StepError } from "../platform/errors.ts";
import { asWrite, transact, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { expiredSettlements } from "./ageing.ts";
import { levelAfterReturning } from "./alerts.ts";
import { rememberFrom } from "./book.ts";
import { isSameLot, type StockLot } from "./stock-lot.ts";
import { closeWithoutHold, commitHold, forgetSettled, releaseHold, returnSaleOperation } from "./lot.ts";
import { type Allocation, looks } from "./rules.ts";
import { readStock } from "./stock.ts";
import { clearWaitWrites } from "./waiting.ts";

/** Turns an order's holds into sales. @throws ReservationLapsed when one is no longer there */
export async function commit(
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
): Promise<void> {
  for (const allocation of allocations) {
    const now = ctx.clock.now();
    const { done, lot } = await commitHold(allocation, orderId, allocation.quantity, now, looks(orderId));
    if (!done && lot?.settled[orderId]?.outcome !== "committed") {
      throw new StepError(stepErrors.reservationLapsed, `The reservation of ${allocation.sku} has lapsed.`);
    }
    if (done && lot) await tidy(ctx, lot);
  }
}

/** Keeps a lot small once its settlements are past any duplicate. */
async function tidy(ctx: Context, lot: StockLot): Promise<void> {
  rememberFrom(lot, ctx.clock.now());
  const expired = expiredSettlements(lot, ctx.clock.now());
  if (expired.length > 0) await forgetSettled(lot, expired);
}

/** Gives back what an order held or had committed, or bars it from holding when it never did. Repeatable. */
export async function release(
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
): Promise<void> {
  const now = ctx.clock.now();
  for (const allocation of allocations) {
    const { done, available, lot } = await releaseHold(allocation, orderId, allocation.quantity, now);
    if (done) {
      await levelAfterReturning(ctx, allocation.sku, (available ?? 0) - allocation.quantity);
      continue;
    }
    const settled = lot?.settled[orderId];
    if (settled?.outcome === "committed") {
      await returnSaleOperation(allocation, orderId, settled.quantity, now)
        .where(({ settled: all }, { eq }) => eq(all[orderId].outcome, "committed"))
        .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
      await levelAfterReturning(ctx, allocation.sku, 0);
    } else if (lot && settled?.outcome !== "released") {
      await closeWithoutHold(allocation, orderId, "released", now);
    }
  }
}

/** Lots are merged while the sale is looked for. */
const RETURN_ATTEMPTS = 3;

/** Takes an order's sold units back, once: `marker` is the write that records it on the order and refuses a second time. */
export async function returnSales(
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
  marker: TransactionWrite,
): Promise<void> {
  const waiting = clearWaitWrites(orderId, allocations);
  let sold = [...allocations];
  for (let attempt = 0; attempt < RETURN_ATTEMPTS; attempt += 1) {
    const now = ctx.clock.now();
    const returns = sold.map((one) => asWrite(returnSaleOperation(one, orderId, one.quantity, now)));
    const result = await transact([marker, ...returns, ...waiting]);
    if (result.committed) {
      for (const allocation of sold) await levelAfterReturning(ctx, allocation.sku, 0);
      return;
    }
    if (result.refused.includes(0)) return;
    sold = await whereSold(ctx, sold);
  }
  throw new Error(`Order ${orderId}: fewer units are sold than it wants to return.`);
}

/** A lot that is no more was merged into the first of its location, with its sales. */
export async function whereSold(ctx: Context, allocations: readonly Allocation[]): Promise<Allocation[]> {
  const merged: Allocation[] = [];
  for (const allocation of allocations) {
    const stock = await readStock(allocation.sku, ctx.clock.now());
    const [first] = stock?.book.lots[allocation.location] ?? [];
    const exists = stock?.lots.some((lot) => isSameLot(lot, allocation)) ?? true;
    const now = exists ? allocation : { ...allocation, lot: first ?? allocation.lot };
    const same = merged.find((other) => isSameLot(other, now));
    if (same) same.quantity += now.quantity;
    else merged.push({ ...now });
  }
  return merged;
}
