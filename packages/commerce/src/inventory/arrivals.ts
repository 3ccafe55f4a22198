/** New units for the orders that wait for them. */
import type { Context } from "../platform/context.ts";
import type { TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { publishLevelOf } from "./alerts.ts";
import { opensAt } from "./policy.ts";
import { type Allocation, byPreference, choose } from "./rules.ts";
import { lotsOnHand, readStock, rewrite, sumOf } from "./stock.ts";
import { exchangeWrites } from "./swap-units.ts";
import { stopWaitingWrite, type Waiting } from "./waiting.ts";

/** The latest `shipsFrom` of these SKUs, as ISO time; undefined when no policy names one. */
export async function expectedDate(ctx: Context, skus: readonly string[]): Promise<string | undefined> {
  const stocks = await Promise.all(skus.map((sku) => readStock(sku, ctx.clock.now())));
  const dates = stocks.flatMap((stock) => stock?.record.policy?.shipsFrom ?? []);
  return dates.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

/**
 * Picks units for a waiting order, preferring locations it already ships from.
 * @returns `nothing` when no unit is there or the SKU does not ship yet; `too few` when this order
 * needs more
 */
export async function chooseArrived(
  ctx: Context,
  { sku, quantity }: Waiting,
  allocations: readonly Allocation[],
): Promise<Allocation[] | "too few" | "nothing"> {
  const now = ctx.clock.now();
  const stock = await readStock(sku, now);
  if (!stock || opensAt(stock.record) > now || sumOf(lotsOnHand(stock), "available") === 0) return "nothing";
  const locations = byPreference(allocations.map(({ location }) => location));
  return choose(sku, quantity, stock.lots, locations) ?? "too few";
}

/**
 * Builds the writes that hand units to an order in exchange for its promised ones, which may then
 * be promised to other orders.
 */
export async function handOverWrites(
  ctx: Context,
  waiting: Waiting,
  promise: Allocation,
  units: readonly Allocation[],
): Promise<TransactionWrite[]> {
  return [stopWaitingWrite(waiting), ...(await exchangeWrites(ctx, { taken: units, returned: [promise] }))];
}

/**
 * Reopens lots that were closed for waiting orders. If this is lost, `closedUntil` expires with the
 * same effect.
 */
export async function reopen(ctx: Context, sku: string): Promise<void> {
  const now = ctx.clock.now();
  const stock = await readStock(sku, now);
  if (!stock) return;
  const closedUntil = opensAt(stock.record);
  const kept = lotsOnHand(stock).filter((lot) => (lot.closedUntil ?? 0) > Math.max(closedUntil, now));
  if (kept.length === 0) return;
  const changes = kept.map((lot) => ({ lot, available: 0, closedUntil }));
  if (!(await rewrite(ctx, stock, { changes }))) return;
  const fresh = await readStock(sku, now);
  if (fresh) await publishLevelOf(ctx, fresh);
}
