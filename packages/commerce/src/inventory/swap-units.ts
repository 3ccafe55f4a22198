/**
 * Exchanges units of a paid order in one transaction with the order: sells some, takes others back.
 */
import type { Context } from "../platform/context.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { checkLevelAfterReturning, checkLevelAfterTaking } from "./alerts.ts";
import { returnSaleOperation, sellOperation } from "./lot.ts";
import { isOpen } from "./policy.ts";
import { type Allocation, choose, type Demand, sumOfUnits, sumPerLot } from "./rules.ts";
import { readStock } from "./stock.ts";
import { lotNow } from "./stock-record.ts";

export interface Exchange {
  taken: readonly Allocation[];
  returned: readonly Allocation[];
}

/** Finds units that are available now at these locations. @throws stock.insufficient */
export async function findNow(
  ctx: Context,
  { sku, quantity }: Demand,
  locations: readonly string[],
): Promise<Allocation[]> {
  const now = ctx.clock.now();
  const stock = await readStock(sku, now);
  const open = stock?.lots.filter((lot) => isOpen(lot, stock.record, now)) ?? [];
  const chosen = choose(sku, quantity, open, locations);
  if (chosen) return chosen;
  const detail = `The locations that the order ships from do not have ${quantity} more of ${sku}.`;
  throw new DomainError("stock.insufficient", { detail });
}

/**
 * Finds lots that can sell these units again, at the locations that they came from. Units that went
 * back may have moved to other lots since.
 * @returns undefined when a location has too few units
 */
export async function findAgain(
  ctx: Context,
  allocations: readonly Allocation[],
): Promise<Allocation[] | undefined> {
  const found: Allocation[] = [];
  for (const [sku, some] of Map.groupBy(allocations, (one) => one.sku)) {
    const stock = await readStock(sku, ctx.clock.now());
    for (const [location, there] of Map.groupBy(some, (one) => one.location)) {
      const chosen = choose(sku, sumOfUnits(there), stock?.lots ?? [], [location]);
      if (!chosen) return undefined;
      found.push(...chosen);
    }
  }
  return found;
}

/**
 * Builds the writes that sell units to an order and take others back. A lot without enough units
 * refuses.
 */
export async function exchangeWrites(
  ctx: Context,
  { taken, returned }: Exchange,
): Promise<TransactionWrite[]> {
  const sold = await soldIn(ctx, returned);
  return [
    ...taken.map((one) => asWrite(sellOperation(one, one.quantity))),
    ...sold.map((one) => asWrite(returnSaleOperation(one, one.quantity))),
  ];
}

/** Finds the lots that have the sales now, each once. */
async function soldIn(ctx: Context, allocations: readonly Allocation[]): Promise<Allocation[]> {
  const sold: Allocation[] = [];
  for (const [sku, some] of Map.groupBy(allocations, (one) => one.sku)) {
    const stock = await readStock(sku, ctx.clock.now());
    for (const allocation of some) {
      const lot = stock ? lotNow(allocation, stock.record) : allocation;
      sold.push({ ...lot, quantity: allocation.quantity });
    }
  }
  return sumPerLot(sold);
}

/** Publishes the levels that an exchange changed. */
export async function publishExchangedLevels(ctx: Context, { taken, returned }: Exchange): Promise<void> {
  for (const sku of skusOf(taken)) await checkLevelAfterTaking(ctx, sku, 0);
  for (const sku of skusOf(returned)) await checkLevelAfterReturning(ctx, sku, 0);
}

const skusOf = (allocations: readonly Allocation[]) => new Set(allocations.map(({ sku }) => sku));
