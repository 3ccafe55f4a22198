/** Changes of stock by staff, each with its reason. */

import { CustomAttributeType, Entity } from "electrodb";
import { stockArrived } from "@tradewind/blueprint/areas/events";
import type { AdjustmentReason } from "@tradewind/blueprint/areas/inventory";
import { DEFAULT_LOCATION, type StockLocation } from "@tradewind/blueprint/areas/stock-locations";
import { ARRIVALS_KEPT_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { Context } from "../platform/context.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { asWrite } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { isoNow } from "../platform/time.ts";
import { publishLevelOf } from "./alerts.ts";
import { opensAt, promisedUnits } from "./policy.ts";
import { choose } from "./rules.ts";
import { spreadEvenly } from "./spread-evenly.ts";
import { type Rewrite, requireStock, rewrite, type Stock, sumOf } from "./stock.ts";
import { emptyLot, type StockLot } from "./stock-lot.ts";

/** One change by a person; never edited. */
const AdjustmentEntity = new Entity(
  {
    model: { service: "tradewind", entity: "stockadjustment", version: "1" },
    attributes: {
      sku: { type: "string", required: true },
      adjustmentId: { type: "string", required: true },
      location: { type: CustomAttributeType<StockLocation>("string"), required: true },
      quantity: { type: "number", required: true },
      reason: { type: CustomAttributeType<AdjustmentReason>("string"), required: true },
      note: { type: "string" },
      by: { type: "string", required: true },
      at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sku"], casing: "none" },
        // Ids are ULIDs: sorted by id is sorted by time.
        sk: { field: "sk", composite: ["adjustmentId"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export interface Adjustment {
  location?: StockLocation | undefined;
  /** Units added; negative for units removed. */
  quantity: number;
  reason: AdjustmentReason;
  note?: string | undefined;
}

/** Tries before the caller is told that the stock keeps changing. */
const ATTEMPTS = 4;

/**
 * Adds or removes units at a location and records the reason.
 * @throws stock.unknown_sku, stock.insufficient when fewer units are available than are to be
 * removed, stock.changed when other changes win every try
 */
export async function adjust(ctx: Context, sku: string, adjustment: Adjustment) {
  const { location = DEFAULT_LOCATION, quantity, reason, note } = adjustment;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stock = await requireStock(ctx, sku);
    const at = isoNow(ctx);
    const adjustmentId = ctx.ids.next("adj");
    const entry = { adjustmentId, location, quantity, reason, ...(note && { note }), by: ctx.actor.id, at };
    const change =
      quantity > 0
        ? closeForWaiting(ctx, stock, addUnits(stock, location, quantity, ctx.clock.now()))
        : removeUnits(stock, location, -quantity);
    const entryWrite = asWrite(AdjustmentEntity.create({ sku, ...entry }));
    const rewritten = await rewrite(ctx, stock, {
      ...change,
      furtherWrites: [...(change.furtherWrites ?? []), entryWrite],
    });
    if (!rewritten) continue;
    await publishNewLevel(ctx, sku);
    return entry;
  }
  throw new DomainError("stock.changed");
}

/**
 * Sets the available units at a location and spreads them over its lots. Holds and sales stay.
 * @throws stock.unknown_sku, stock.changed
 */
export async function set(
  ctx: Context,
  sku: string,
  available: number,
  location: StockLocation = DEFAULT_LOCATION,
) {
  const stock = await requireStock(ctx, sku);
  const there = stock.lots.filter((lot) => lot.location === location);
  const more = available - sumOf(there, "available");
  if (more === 0) return;
  const at = isoNow(ctx);
  const adjustmentId = ctx.ids.next("adj");
  const entry = { adjustmentId, location, quantity: more, reason: "count" as const, by: ctx.actor.id, at };
  const wanted =
    there.length > 0
      ? { changes: spreadEvenly(there, available) }
      : addUnits(stock, location, available, ctx.clock.now());
  const change = more > 0 ? closeForWaiting(ctx, stock, wanted) : wanted;
  const entryWrite = asWrite(AdjustmentEntity.create({ sku, ...entry }));
  const rewritten = await rewrite(ctx, stock, {
    ...change,
    furtherWrites: [...(change.furtherWrites ?? []), entryWrite],
  });
  if (!rewritten) throw new DomainError("stock.changed");
  await publishNewLevel(ctx, sku);
}

/**
 * The SKU's adjustments, newest first.
 * @throws request.invalid when the cursor is not one of ours
 */
export async function adjustments(sku: string, page: { limit: number; cursor?: string | undefined }) {
  const { data, cursor } = await AdjustmentEntity.query
    .primary({ sku })
    .go({
      ...electroOptions,
      order: "desc",
      limit: page.limit,
      ...(page.cursor ? { cursor: page.cursor } : {}),
    })
    .catch(refuseForeignCursor);
  const items = data.map(({ sku: _sku, ...entry }) => entry);
  return { items, ...(cursor ? { nextCursor: cursor } : {}) };
}

async function publishNewLevel(ctx: Context, sku: string): Promise<void> {
  await publishLevelOf(ctx, await requireStock(ctx, sku));
}

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
