/** Changes of stock by people, each with its reason. */
import { isoNow } from "../platform/time.ts";
import { stockArrived } from "@tradewind/blueprint/areas/events";
import { ARRIVALS_KEPT_SECONDS } from "@tradewind/blueprint/ground/limits";
import type { AdjustmentReason } from "@tradewind/blueprint/areas/inventory";
import { DEFAULT_LOCATION, type StockLocation } from "@tradewind/blueprint/areas/stock-locations";
import { Entity, CustomAttributeType } from "electrodb";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { refuseForeignCursor } from "../platform/dynamodb/cursor.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { asWrite } from "../platform/dynamodb/transaction.ts";
import { tellLevelOf } from "./alerts.ts";
import { publishWrite } from "../platform/messaging/index.ts";
import { levelled } from "./levelled.ts";
import { opensAt, promised } from "./policy.ts";
import { emptyLot, type StockLot } from "./stock-lot.ts";
import { choose } from "./rules.ts";
import { known, rewrite, type Rewrite, type Stock, total } from "./stock.ts";

/** One change by a person, never changed itself. */
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
  /** Units that came, or with a minus those that went. */
  quantity: number;
  reason: AdjustmentReason;
  note?: string | undefined;
}

/** Others change the stock at the same time. */
const ATTEMPTS = 4;

/** @throws stock.unknown_sku, stock.insufficient when more would go than is available, stock.changed */
export async function adjust(ctx: Context, sku: string, adjustment: Adjustment) {
  const { location = DEFAULT_LOCATION, quantity, reason, note } = adjustment;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stock = await known(ctx, sku);
    const at = isoNow(ctx);
    const adjustmentId = ctx.ids.next("adj");
    const entry = { adjustmentId, location, quantity, reason, ...(note && { note }), by: ctx.actor.id, at };
    const change =
      quantity > 0
        ? firstForThoseWhoWait(ctx, stock, coming(stock, location, quantity))
        : going(stock, location, -quantity);
    const record = asWrite(AdjustmentEntity.create({ sku, ...entry }));
    const rewritten = await rewrite(ctx, stock, { ...change, and: [...(change.and ?? []), record] });
    if (!rewritten) continue;
    await tellChange(ctx, sku);
    return entry;
  }
  throw new DomainError("stock.changed");
}

/** Sets how many units can be sold at a location, spread over its lots; holds and sales stay. */
export async function set(
  ctx: Context,
  sku: string,
  available: number,
  location: StockLocation = DEFAULT_LOCATION,
) {
  const stock = await known(ctx, sku);
  const there = stock.lots.filter((lot) => lot.location === location);
  const more = available - total(there, "available");
  if (more === 0) return;
  const at = isoNow(ctx);
  const adjustmentId = ctx.ids.next("adj");
  const entry = { adjustmentId, location, quantity: more, reason: "count" as const, by: ctx.actor.id, at };
  const wanted =
    there.length > 0 ? { changes: levelled(there, available) } : coming(stock, location, available);
  const change = more > 0 ? firstForThoseWhoWait(ctx, stock, wanted) : wanted;
  const record = asWrite(AdjustmentEntity.create({ sku, ...entry }));
  const rewritten = await rewrite(ctx, stock, { ...change, and: [...(change.and ?? []), record] });
  if (!rewritten) throw new DomainError("stock.changed");
  await tellChange(ctx, sku);
}

/** The SKU's adjustments, newest first. @throws request.invalid when the cursor is not one of ours */
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

async function tellChange(ctx: Context, sku: string): Promise<void> {
  await tellLevelOf(ctx, await known(ctx, sku));
}

/** Units go to the emptiest lot of the location, whose first lot is opened when it has none. */
function coming({ sku, book, lots }: Stock, location: StockLocation, units: number): Rewrite {
  const [emptiest] = lots
    .filter((lot) => lot.location === location)
    .toSorted((a, b) => a.available - b.available);
  if (emptiest) return { changes: [{ lot: emptiest, available: units }] };
  return {
    opened: [{ ...emptyLot({ sku, location, lot: book.next }, units), closedUntil: opensAt(book) }],
    book: { lots: { ...book.lots, [location]: [book.next] }, next: book.next + 1 },
  };
}

function going({ sku, lots }: Stock, location: string, units: number): Rewrite {
  const chosen = choose(sku, units, lots, [location]);
  if (!chosen)
    throw new DomainError("stock.insufficient", { detail: "Fewer units than that are available." });
  const changes = chosen.map(({ lot: number, quantity }) => {
    const lot = lots.find((one) => one.location === location && one.lot === number) as StockLot;
    return { lot, available: -quantity };
  });
  return { changes };
}

/**
 * While orders wait for the SKU, units that come are closed to everybody else, for as long as it takes to serve those; it is
 * told in the same transaction, so that it happens.
 */
function firstForThoseWhoWait(ctx: Context, stock: Stock, coming: Rewrite): Rewrite {
  if (promised(stock.lots) === 0) return coming;
  const closedUntil = Math.max(opensAt(stock.book), ctx.clock.now() + ARRIVALS_KEPT_SECONDS * 1000);
  return {
    ...coming,
    changes: (coming.changes ?? []).map((change) => ({ ...change, closedUntil })),
    opened: (coming.opened ?? []).map((lot) => ({ ...lot, closedUntil })),
    and: [publishWrite(ctx, stockArrived, { sku: stock.sku })],
  };
}
