/** How many lots a SKU has at a location: more when it is hot, fewer when it is cold. Units move in one transaction. */
import type { Context } from "../platform/context.ts";
import { isForgotten, MOST_LOTS, sufficientLots, wantedLots } from "./ageing.ts";
import { locationsIn } from "./book.ts";
import { emptyLot, type LotKey, type LotLocation, type StockLot } from "./stock-lot.ts";
import { readStock, rewrite, type Stock, total } from "./stock.ts";

/** Between two changes, heat gets time to show what the last one did. */
const PAUSE_MS = 10_000;

/** Adds lots where `lot` lies if it is so warm or full that there should be more. @returns whether there are more now */
export async function growIfHot(ctx: Context, lot: StockLot): Promise<boolean> {
  // Without a look at the others: what one lot says for itself is enough to read them.
  if (wantedLots(lot, 1, ctx.clock.now()) === 1) return false;
  const stock = await readStock(lot.sku, ctx.clock.now());
  const now = ctx.clock.now();
  if (!stock || stock.book.resizedAt > now - PAUSE_MS) return false;
  return spread(ctx, stock, lot.location, wantedLots(lot, countAt(stock, lot.location), now));
}

/** Doubles the lots at a location that is short of room, whatever its heat. */
export function double(ctx: Context, stock: Stock, location: LotLocation): Promise<boolean> {
  return spread(ctx, stock, location, Math.min(2 * countAt(stock, location), MOST_LOTS));
}

/** A partition that refuses writes is relieved at once, as far as it lets us. */
export async function growIfThrottled(
  ctx: Context,
  { sku, location }: LotKey,
  error: unknown,
): Promise<void> {
  if (!(error instanceof Error) || !THROTTLED.has(error.name)) return;
  const now = ctx.clock.now();
  try {
    const stock = await readStock(sku, now);
    if (stock && stock.book.resizedAt <= now - PAUSE_MS) await double(ctx, stock, location);
  } catch (again) {
    if (!(again instanceof Error) || !THROTTLED.has(again.name)) throw again;
  }
}

const THROTTLED: ReadonlySet<string> = new Set([
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
]);

const countAt = ({ book }: Stock, location: LotLocation) => book.lots[location]?.length ?? 0;

/** Opens lots up to `wanted`, and levels the available units over all of them. */
async function spread(ctx: Context, stock: Stock, location: LotLocation, wanted: number): Promise<boolean> {
  const present = stock.lots.filter((lot) => lot.location === location);
  const count = wanted - present.length;
  if (count <= 0) return false;
  const closedUntil = Math.max(...present.map((lot) => lot.closedUntil ?? 0));
  const share = Math.floor(total(present, "available") / wanted);
  const changes = present
    .filter(({ available }) => available > share)
    .map((lot) => ({ lot, available: share - lot.available }));
  const moved = changes.reduce((sum, { available }) => sum - available, 0);
  const numbers = Array.from({ length: count }, (_, index) => stock.book.next + index);
  const opened = numbers.map((lot, index) => {
    const units = Math.floor(moved / count) + (index < moved % count ? 1 : 0);
    return { ...emptyLot({ sku: stock.sku, location, lot }, units), ...(closedUntil > 0 && { closedUntil }) };
  });
  const lots = { ...stock.book.lots, [location]: [...(stock.book.lots[location] ?? []), ...numbers] };
  const book = { lots, next: stock.book.next + count, resizedAt: ctx.clock.now() };
  return rewrite(ctx, stock, { changes, opened, book });
}

/** Merges lots of cold locations into the first of each, as far as nobody can ask after them any more. */
export async function shrinkIfCold(ctx: Context, stock: Stock): Promise<boolean> {
  const now = ctx.clock.now();
  for (const location of locationsIn(stock.book.lots)) {
    const [kept, ...others] = stock.lots.filter((lot) => lot.location === location);
    if (!kept || others.length === 0) continue;
    const spare = others.length + 1 - sufficientLots([kept, ...others], now);
    const merged = others.filter((lot) => isForgotten(lot, now)).slice(0, spare);
    if (merged.length === 0) continue;
    const gone = new Set(merged.map(({ lot }) => lot));
    const numbers = (stock.book.lots[location] ?? []).filter((lot) => !gone.has(lot));
    const changes = [{ lot: kept, available: total(merged, "available"), sold: total(merged, "sold") }];
    const book = { lots: { ...stock.book.lots, [location]: numbers }, resizedAt: now };
    return rewrite(ctx, stock, { changes, merged, book });
  }
  return false;
}
