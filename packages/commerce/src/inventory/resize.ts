/**
 * Changes the number of lots of a SKU at a location: more when it is hot, fewer when it is cold.
 * Units move in one transaction.
 */
import type { Context } from "../platform/context.ts";
import { MOST_LOTS, sufficientLots, wantedLots } from "./heat.ts";
import { readStock, rewrite, type Stock, sumOf } from "./stock.ts";
import { emptyLot, type LotKey, type LotLocation, type StockLot } from "./stock-lot.ts";
import { locationsIn } from "./stock-record.ts";

/** Pause between two changes, so that the effect of the last one shows. */
const PAUSE_MS = 10_000;

/** Adds lots at the location of a hot or full lot. @returns true when lots were added */
export async function growIfHot(ctx: Context, lot: StockLot): Promise<boolean> {
  // Avoids a read: this lot, judged as if it were the only one, tells if the others are worth
  // reading.
  if (wantedLots(lot, 1, ctx.clock.now()) === 1) return false;
  const stock = await readStock(lot.sku, ctx.clock.now());
  const now = ctx.clock.now();
  if (!stock || stock.record.resizedAt > now - PAUSE_MS) return false;
  return addLots(ctx, stock, lot.location, wantedLots(lot, countAt(stock, lot.location), now));
}

/** Doubles the lots at a location that is short of room, hot or not. */
export function doubleLots(ctx: Context, stock: Stock, location: LotLocation): Promise<boolean> {
  return addLots(ctx, stock, location, Math.min(2 * countAt(stock, location), MOST_LOTS));
}

/** Splits the lot of a partition that throttles; gives up when the split is throttled, too. */
export async function growIfThrottled(
  ctx: Context,
  { sku, location }: LotKey,
  error: unknown,
): Promise<void> {
  if (!(error instanceof Error) || !THROTTLED.has(error.name)) return;
  const now = ctx.clock.now();
  try {
    const stock = await readStock(sku, now);
    if (stock && stock.record.resizedAt <= now - PAUSE_MS) await doubleLots(ctx, stock, location);
  } catch (again) {
    if (!(again instanceof Error) || !THROTTLED.has(again.name)) throw again;
  }
}

const THROTTLED: ReadonlySet<string> = new Set([
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
]);

const countAt = ({ record }: Stock, location: LotLocation) => record.lots[location]?.length ?? 0;

/** Opens lots up to `wanted`, and spreads the available units over all of them. */
async function addLots(ctx: Context, stock: Stock, location: LotLocation, wanted: number): Promise<boolean> {
  const present = stock.lots.filter((lot) => lot.location === location);
  const count = wanted - present.length;
  if (count <= 0) return false;
  const now = ctx.clock.now();
  const closedUntil = Math.max(...present.map((lot) => lot.closedUntil ?? 0));
  const share = Math.floor(sumOf(present, "available") / wanted);
  const changes = present
    .filter(({ available }) => available > share)
    .map((lot) => ({ lot, available: share - lot.available }));
  const moved = changes.reduce((sum, { available }) => sum - available, 0);
  const numbers = Array.from({ length: count }, (_, index) => stock.record.next + index);
  const opened = numbers.map((lot, index) => {
    const units = Math.floor(moved / count) + (index < moved % count ? 1 : 0);
    return {
      ...emptyLot({ sku: stock.sku, location, lot }, units, now),
      ...(closedUntil > 0 && { closedUntil }),
    };
  });
  const lots = { ...stock.record.lots, [location]: [...(stock.record.lots[location] ?? []), ...numbers] };
  const record = { lots, next: stock.record.next + count, resizedAt: now };
  return rewrite(ctx, stock, { changes, opened, record });
}

/**
 * Merges lots without holds into the first lot of their location, where it is cold. That is the
 * first by the book, in which the sales of a merged lot are looked for.
 * @returns true when lots were merged
 */
export async function shrinkIfCold(ctx: Context, stock: Stock): Promise<boolean> {
  const now = ctx.clock.now();
  const { record } = stock;
  for (const location of locationsIn(record.lots)) {
    const there = stock.lots.filter((lot) => lot.location === location);
    const [first] = record.lots[location] ?? [];
    const kept = there.find(({ lot }) => lot === first);
    if (!kept || there.length === 1) continue;
    const spare = there.length - sufficientLots(there, now);
    const merged = there.filter((lot) => lot !== kept && lot.reserved === 0).slice(0, spare);
    if (merged.length === 0) continue;
    const gone = new Set(merged.map(({ lot }) => lot));
    const numbers = (record.lots[location] ?? []).filter((lot) => !gone.has(lot));
    const changes = [{ lot: kept, available: sumOf(merged, "available"), sold: sumOf(merged, "sold") }];
    const shrunk = { lots: { ...record.lots, [location]: numbers }, resizedAt: now };
    return rewrite(ctx, stock, { changes, merged, record: shrunk });
  }
  return false;
}
