/** Ends reservations: as sales, or released. */
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { StepError } from "../platform/errors.ts";
import { expiredSettlements } from "./ageing.ts";
import { checkLevelAfterReturning } from "./alerts.ts";
import { commitHold, forgetSettled, leaveTombstone, releaseHold, returnSaleOperation } from "./lot.ts";
import { type Allocation, isSampled } from "./rules.ts";
import { readStock } from "./stock.ts";
import { isSameLot, type StockLot } from "./stock-lot.ts";
import { rememberRecordOf } from "./stock-record.ts";
import { clearWaitWrites } from "./waiting.ts";

/** Turns an order's holds into sales. @throws ReservationLapsed when a hold is gone */
export async function commit(
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
): Promise<void> {
  for (const allocation of allocations) {
    const now = ctx.clock.now();
    const { done, lot } = await commitHold(allocation, orderId, allocation.quantity, now, isSampled(orderId));
    if (!done && lot?.settled[orderId]?.outcome !== "committed") {
      throw new StepError(stepErrors.reservationLapsed, `The reservation of ${allocation.sku} has lapsed.`);
    }
    if (done && lot) await forgetOld(ctx, lot);
  }
}

/** Keeps a lot small: removes settlements that are too old for a duplicate. */
async function forgetOld(ctx: Context, lot: StockLot): Promise<void> {
  rememberRecordOf(lot, ctx.clock.now());
  const expired = expiredSettlements(lot, ctx.clock.now());
  if (expired.length > 0) await forgetSettled(lot, expired);
}

/**
 * Releases an order's units, held or committed. Where it held none, a tombstone bars a late hold.
 * Idempotent.
 */
export async function release(
  ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
): Promise<void> {
  const now = ctx.clock.now();
  for (const allocation of allocations) {
    const { done, available, lot } = await releaseHold(allocation, orderId, allocation.quantity, now);
    if (done) {
      await checkLevelAfterReturning(ctx, allocation.sku, (available ?? 0) - allocation.quantity);
      continue;
    }
    const settled = lot?.settled[orderId];
    if (settled?.outcome === "committed") {
      await returnSaleOperation(allocation, orderId, settled.quantity, now)
        .where(({ settled: all }, { eq }) => eq(all[orderId].outcome, "committed"))
        .go({ ...electroOptions, response: "none", returnOnConditionCheckFailure: true });
      await checkLevelAfterReturning(ctx, allocation.sku, 0);
    } else if (lot && settled?.outcome !== "released") {
      await leaveTombstone(allocation, orderId, "released", now);
    }
  }
}

/** Number of attempts: a merge may move the sale while we look for it. */
const RETURN_ATTEMPTS = 3;

/**
 * Takes an order's sold units back, once. `marker` is the write that records it on the order; it
 * refuses a second time.
 */
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
      for (const allocation of sold) await checkLevelAfterReturning(ctx, allocation.sku, 0);
      return;
    }
    if (result.refused.includes(0)) return;
    sold = await currentLots(ctx, sold);
  }
  throw new Error(`Order ${orderId}: fewer units are sold than it wants to return.`);
}

/**
 * Finds the lots that hold the sales now: the sales of a merged lot are in the first lot of its
 * location.
 */
export async function currentLots(ctx: Context, allocations: readonly Allocation[]): Promise<Allocation[]> {
  const merged: Allocation[] = [];
  for (const allocation of allocations) {
    const stock = await readStock(allocation.sku, ctx.clock.now());
    const [first] = stock?.record.lots[allocation.location] ?? [];
    const exists = stock?.lots.some((lot) => isSameLot(lot, allocation)) ?? true;
    const now = exists ? allocation : { ...allocation, lot: first ?? allocation.lot };
    const same = merged.find((other) => isSameLot(other, now));
    if (same) same.quantity += now.quantity;
    else merged.push({ ...now });
  }
  return merged;
}
