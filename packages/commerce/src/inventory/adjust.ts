/** Changes of stock by staff, each with its reason. */
import { stockArrived } from "@tradewind/blueprint/areas/events";
import type { AdjustmentReason } from "@tradewind/blueprint/areas/inventory";
import { DEFAULT_LOCATION, type StockLocation } from "@tradewind/blueprint/areas/stock-locations";
import { ARRIVALS_KEPT_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { earlierEntry, newEntryWrites } from "./adjustment-log.ts";
import { publishLevel } from "./alerts.ts";
import { opensAt, promisedUnits } from "./policy.ts";
import { choose } from "./rules.ts";
import { spreadEvenly } from "./spread-evenly.ts";
import { type Rewrite, requireStock, rewrite, type Stock, sumOf } from "./stock.ts";
import { emptyLot, type StockLot } from "./stock-lot.ts";

export interface Adjustment {
  /** The same reference adjusts once. */
  reference: string;
  location?: StockLocation | undefined;
  /** Units added; negative for units removed. */
  quantity: number;
  reason: AdjustmentReason;
  note?: string | undefined;
}

/** Tries before the caller is told that the stock keeps changing. */
const ATTEMPTS = 4;

/**
 * Adds or removes units at a location and records the reason. A repeated request is answered with
 * what the first one recorded.
 * @throws stock.unknown_sku, stock.reference_reused, stock.insufficient when fewer units are
 * available than are to be removed, stock.changed when other changes win every try
 */
export async function adjust(ctx: Context, sku: string, adjustment: Adjustment) {
  const { reference, location = DEFAULT_LOCATION, quantity, reason, note } = adjustment;
  const request = { sku, reference, request: ["adjust", location, quantity, reason, note ?? null] };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const earlier = await earlierEntry(request);
    if (earlier) return earlier;
    const stock = await requireStock(ctx, sku);
    const { entry, entryWrites } = newEntryWrites(ctx, request, { location, quantity, reason, note });
    const change =
      quantity > 0
        ? closeForWaiting(ctx, stock, addUnits(stock, location, quantity, ctx.clock.now()))
        : removeUnits(stock, location, -quantity);
    if (!(await rewrite(ctx, stock, withWrites(change, entryWrites)))) continue;
    await publishLevel(ctx, sku);
    return entry;
  }
  throw new DomainError("stock.changed");
}

export interface Setting {
  /** The same reference sets once: meanwhile units may be sold. */
  reference?: string | undefined;
  location?: StockLocation | undefined;
  available: number;
}

/**
 * Sets the available units at a location and spreads them over its lots. Holds and sales stay.
 * @throws stock.unknown_sku, stock.reference_reused, stock.changed
 */
export async function set(ctx: Context, sku: string, setting: Setting): Promise<void> {
  const { reference, location = DEFAULT_LOCATION, available } = setting;
  const request = { sku, reference, request: ["set", location, available] };
  if (await earlierEntry(request)) return;
  const stock = await requireStock(ctx, sku);
  const there = stock.lots.filter((lot) => lot.location === location);
  const more = available - sumOf(there, "available");
  if (more === 0 && reference === undefined) return;
  const { entryWrites } = newEntryWrites(ctx, request, { location, quantity: more, reason: "count" });
  const wanted =
    there.length > 0
      ? { changes: spreadEvenly(there, available) }
      : addUnits(stock, location, available, ctx.clock.now());
  const change = more > 0 ? closeForWaiting(ctx, stock, wanted) : wanted;
  if (!(await rewrite(ctx, stock, withWrites(change, entryWrites)))) throw new DomainError("stock.changed");
  await publishLevel(ctx, sku);
}

const withWrites = (change: Rewrite, entryWrites: Rewrite["furtherWrites"] = []): Rewrite => ({
  ...change,
  furtherWrites: [...(change.furtherWrites ?? []), ...entryWrites],
});

/**
 * Adds units to the emptiest lot of the location; opens the first lot of a location that has none.
 */
function addUnits(
  { sku, record, lots }: Stock,
  location: StockLocation,
  units: number,
  now: number,
): Rewrite {
  const [emptiest] = lots
    .filter((lot) => lot.location === location)
    .toSorted((a, b) => a.available - b.available);
  if (emptiest) return { changes: [{ lot: emptiest, available: units }] };
  return {
    opened: [{ ...emptyLot({ sku, location, lot: record.next }, units, now), closedUntil: opensAt(record) }],
    record: { lots: { ...record.lots, [location]: [record.next] }, next: record.next + 1 },
  };
}

/** Removes units from lots of the location. @throws stock.insufficient */
function removeUnits({ sku, lots }: Stock, location: string, units: number): Rewrite {
  const chosen = choose(sku, units, lots, [location]);
  if (!chosen)
    throw new DomainError("stock.insufficient", {
      detail: "Fewer units are available than you want to remove.",
    });
  const changes = chosen.map(({ lot: number, quantity }) => {
    const lot = lots.find((one) => one.location === location && one.lot === number) as StockLot;
    return { lot, available: -quantity };
  });
  return { changes };
}

/**
 * While orders wait for the SKU, new units are closed to other orders until the waiting ones are
 * served. The event that serves them commits in the same transaction.
 */
function closeForWaiting(ctx: Context, stock: Stock, change: Rewrite): Rewrite {
  if (promisedUnits(stock.lots) === 0) return change;
  const closedUntil = Math.max(opensAt(stock.record), ctx.clock.now() + ARRIVALS_KEPT_SECONDS * 1000);
  return {
    ...change,
    changes: (change.changes ?? []).map((one) => ({ ...one, closedUntil })),
    opened: (change.opened ?? []).map((lot) => ({ ...lot, closedUntil })),
    furtherWrites: [publishWrite(ctx, stockArrived, { sku: stock.sku })],
  };
}
