/** Levels of a SKU, for staff and for shoppers. */

import type { StockLevel } from "@tradewind/blueprint/areas/inventory";
import { DEFAULT_LOCATION } from "@tradewind/blueprint/areas/stock-locations";
import type { Context } from "../platform/context.ts";
import { assertAllWritten, electroOptions } from "../platform/dynamodb/options.ts";
import { StockLotEntity } from "./entity.ts";
import { isOpen, opensAt, promisedUnits } from "./policy.ts";
import { lotsOnHand, requireStock, sumOf } from "./stock.ts";
import { emptyLot, isIncoming, type LotKey, type StockLot } from "./stock-lot.ts";
import { firstLot, isFirst, lotKeys, newStockRecord } from "./stock-record.ts";

const counts = (lots: readonly StockLot[]) => ({
  available: sumOf(lots, "available"),
  reserved: sumOf(lots, "reserved"),
  sold: sumOf(lots, "sold"),
});

/** Counts of a SKU, in total and by location, with its policy. @throws stock.unknown_sku */
export async function get(ctx: Context, sku: string): Promise<StockLevel> {
  const stock = await requireStock(ctx, sku);
  const there = lotsOnHand(stock);
  const locations = [...Map.groupBy(there, ({ location }) => location)].map(([location, lots]) => ({
    location,
    ...counts(lots),
    lots: lots.length,
  }));
  const { policy = { policy: "deny" as const } } = stock.record;
  const promisable = policy.policy === "deny" ? 0 : sumOf(stock.lots.filter(isIncoming), "available");
  return { sku, ...counts(there), locations, policy, promised: promisedUnits(stock.lots), promisable };
}

type LotCounts = LotKey & Pick<StockLot, "available" | "book" | "closedUntil">;

/** The units of a SKU that a shopper can order. */
export interface Offer {
  /** Units on hand. */
  available: number;
  /** Units that are still to arrive, if they can be ordered. */
  incoming?: { availability: "backorder" | "preorder"; shipsFrom?: string; units: number };
}

/**
 * Most units that one order can have: its units of a SKU are either all on hand or all incoming.
 */
export const maxQuantity = ({ available, incoming }: Offer) => Math.max(available, incoming?.units ?? 0);

/** The availability that a shopper sees for this quantity. */
export function availabilityOf({ available, incoming }: Offer, quantity = 1) {
  if (quantity <= available) return { availability: "in_stock" as const };
  if (!incoming || quantity > incoming.units) return { availability: "out_of_stock" as const };
  const { availability, shipsFrom } = incoming;
  return { availability, ...(shipsFrom !== undefined && { shipsFrom }) };
}

/**
 * Reads the offers of these SKUs; one round trip while each SKU has one lot.
 * @returns the offer of a SKU; an unknown SKU has none
 */
export async function offers(ctx: Context, skus: readonly string[]): Promise<(sku: string) => Offer> {
  const now = ctx.clock.now();
  const firsts = await readCounts(skus.map(firstLot));
  const others = firsts.flatMap(({ sku, book: record }) =>
    record ? lotKeys(sku, record).filter((key) => !isFirst(key)) : [],
  );
  const lots = [...firsts, ...(await readCounts(others))];
  const bySku = Map.groupBy(lots, ({ sku }) => sku);
  return (sku) => offerOf(bySku.get(sku) ?? [], now);
}

const NOTHING: Offer = { available: 0 };

/** The offer of a SKU with these lots, which are all that it has. */
export function offerOf(lots: readonly LotCounts[], now: number): Offer {
  const record = lots.find(isFirst)?.book;
  if (!record) return NOTHING;
  const open = lots.filter((lot) => isOpen(lot, record, now));
  const unitsOf = (some: readonly LotCounts[]) => some.reduce((sum, { available }) => sum + available, 0);
  const available = unitsOf(open.filter((lot) => !isIncoming(lot)));
  const units = unitsOf(open.filter(isIncoming));
  if (units === 0) return { available };
  const shipsFrom = record.policy?.shipsFrom;
  const availability =
    record.policy?.policy === "preorder" && now < opensAt(record) ? "preorder" : "backorder";
  return { available, incoming: { availability, units, ...(shipsFrom !== undefined && { shipsFrom }) } };
}

async function readCounts(keys: readonly LotKey[]): Promise<LotCounts[]> {
  const { data } = await StockLotEntity.get([...keys]).go({
    ...electroOptions,
    // A lot's holds are most of its size, and shoppers need none of them.
    attributes: ["sku", "location", "lot", "available", "book", "closedUntil"],
  });
  return data;
}

export interface Opening {
  sku: string;
  available: number;
  /** Number of lots that the units are spread over. */
  lots?: number;
}

/**
 * Opens the stock of new SKUs at the default location. Replaces the stock of a SKU that has some.
 */
export async function open(ctx: Context, stock: readonly Opening[]): Promise<void> {
  const now = ctx.clock.now();
  const lots = stock.flatMap(({ sku, available: units, lots: count = 1 }) => {
    const numbers = Array.from({ length: count }, (_, lot) => lot);
    const record = newStockRecord({ [DEFAULT_LOCATION]: numbers }, units);
    return numbers.map((lot): StockLot => {
      const share = Math.floor(units / count) + (lot < units % count ? 1 : 0);
      return {
        ...emptyLot({ sku, location: DEFAULT_LOCATION, lot }, share, now),
        ...(lot === 0 && { book: record, listed: sku }),
      };
    });
  });
  await assertAllWritten(StockLotEntity.put(lots).go(electroOptions));
}
