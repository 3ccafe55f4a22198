/** Units that come to those who wait for them. */
import type { Context } from "../platform/context.ts";
import type { TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { tellLevelOf } from "./alerts.ts";
import { exchangeWrites } from "./exchange.ts";
import { opensAt } from "./policy.ts";
import { type Allocation, byPreference, choose } from "./rules.ts";
import { readStock, rewrite, shelved, total } from "./stock.ts";
import { stopWaitingWrite, type Waiting } from "./waiting.ts";

/** When the last of these SKUs is said to come, if one of them says so. */
export async function expected(ctx: Context, skus: readonly string[]): Promise<string | undefined> {
  const stocks = await Promise.all(skus.map((sku) => readStock(sku, ctx.clock.now())));
  const dates = stocks.flatMap((stock) => stock?.book.policy?.shipsFrom ?? []);
  return dates.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

/**
 * Where the units for a waiting order are now: rather where its other units lie.
 * @returns `nothing` when there is not one, or nothing of the SKU is sent yet; `too few` for this order
 */
export async function arrived(
  ctx: Context,
  { sku, quantity }: Waiting,
  allocations: readonly Allocation[],
): Promise<Allocation[] | "too few" | "nothing"> {
  const now = ctx.clock.now();
  const stock = await readStock(sku, now);
  if (!stock || opensAt(stock.book) > now || total(shelved(stock), "available") === 0) return "nothing";
  const locations = byPreference(allocations.map(({ location }) => location));
  return choose(sku, quantity, stock.lots, locations) ?? "too few";
}

/** The writes that hand units to an order instead of those it was promised, which may be promised to others again. */
export async function handOverWrites(
  ctx: Context,
  waiting: Waiting,
  promised: Allocation,
  units: readonly Allocation[],
): Promise<TransactionWrite[]> {
  return [
    stopWaitingWrite(waiting),
    ...(await exchangeWrites(ctx, waiting.orderId, { taken: units, returned: [promised] })),
  ];
}

/** Those who waited are served: what is left is for everybody. Were this lost, it would be so a little later by itself. */
export async function reopen(ctx: Context, sku: string): Promise<void> {
  const now = ctx.clock.now();
  const stock = await readStock(sku, now);
  if (!stock) return;
  const closedUntil = opensAt(stock.book);
  const kept = shelved(stock).filter((lot) => (lot.closedUntil ?? 0) > Math.max(closedUntil, now));
  if (kept.length === 0) return;
  const changes = kept.map((lot) => ({ lot, available: 0, closedUntil }));
  if (!(await rewrite(ctx, stock, { changes }))) return;
  const fresh = await readStock(sku, now);
  if (fresh) await tellLevelOf(ctx, fresh);
}
