/** How much there is of a SKU. */
import { DEFAULT_LOCATION } from "@tradewind/blueprint/areas/stock-locations";
import type { Context } from "../platform/context.ts";
import { electroOptions, assertAllWritten } from "../platform/dynamodb/options.ts";
import type { StockLevel } from "@tradewind/blueprint/areas/inventory";
import { firstLot, isFirst, lotKeys, newBook } from "./book.ts";
import { StockLotEntity } from "./entity.ts";
import { isOpen, opensAt, promised } from "./policy.ts";
import { emptyLot, isIncoming, type LotKey, type StockLot } from "./stock-lot.ts";
import { known, shelved, total } from "./stock.ts";

const counts = (lots: readonly StockLot[]) => ({
  available: total(lots, "available"),
  reserved: total(lots, "reserved"),
  sold: total(lots, "sold"),
});

/** @throws stock.unknown_sku */
export async function get(ctx: Context, sku: string): Promise<StockLevel> {
  const stock = await known(ctx, sku);
  const there = shelved(stock);
  const locations = [...Map.groupBy(there, ({ location }) => location)].map(([location, lots]) => ({
    location,
    ...counts(lots),
    lots: lots.length,
  }));
  const { policy = { policy: "deny" as const } } = stock.book;
  const promisable = policy.policy === "deny" ? 0 : total(stock.lots.filter(isIncoming), "available");
  return { sku, ...counts(there), locations, policy, promised: promised(stock.lots), promisable };
}

type Glance = LotKey & Pick<StockLot, "available" | "book" | "closedUntil">;

/** What a shopper can have of a SKU. */
export interface Offer {
  /** Units that are there. */
  available: number;
  /** Units that are still to come, if they can be ordered. */
  toCome?: { availability: "backorder" | "preorder"; shipsFrom?: string; units: number };
}

/** An order's units of a SKU are all there, or all to come. */
export const mostOf = ({ available, toCome }: Offer) => Math.max(available, toCome?.units ?? 0);

/** What a shopper is told who wants so many. */
export function availabilityOf({ available, toCome }: Offer, quantity = 1) {
  if (quantity <= available) return { availability: "in_stock" as const };
  if (!toCome || quantity > toCome.units) return { availability: "out_of_stock" as const };
  const { availability, shipsFrom } = toCome;
  return { availability, ...(shipsFrom !== undefined && { shipsFrom }) };
}

/** What can be had now of each SKU; one round trip while SKUs have one lot. */
export async function offers(ctx: Context, skus: readonly string[]): Promise<(sku: string) => Offer> {
  if (skus.length === 0) return () => NOTHING;
  const now = ctx.clock.now();
  const firsts = await glance(skus.map(firstLot));
  const others = firsts.flatMap(({ sku, book }) =>
    book ? lotKeys(sku, book).filter((key) => !isFirst(key)) : [],
  );
  const lots = [...firsts, ...(others.length > 0 ? await glance(others) : [])];
  const bySku = Map.groupBy(lots, ({ sku }) => sku);
  return (sku) => offerOf(bySku.get(sku) ?? [], now);
}

const NOTHING: Offer = { available: 0 };

function offerOf(lots: readonly Glance[], now: number): Offer {
  const book = lots.find(isFirst)?.book;
  if (!book) return NOTHING;
  const open = lots.filter((lot) => isOpen(lot, book, now));
  const unitsOf = (some: readonly Glance[]) => some.reduce((sum, { available }) => sum + available, 0);
  const available = unitsOf(open.filter((lot) => !isIncoming(lot)));
  const units = unitsOf(open.filter(isIncoming));
  if (units === 0) return { available };
  const shipsFrom = book.policy?.shipsFrom;
  const availability = book.policy?.policy === "preorder" && now < opensAt(book) ? "preorder" : "backorder";
  return { available, toCome: { availability, units, ...(shipsFrom !== undefined && { shipsFrom }) } };
}

async function glance(keys: readonly LotKey[]): Promise<Glance[]> {
  const { data } = await StockLotEntity.get([...keys]).go({
    ...electroOptions,
    // A lot's holds are most of its size, and no shopper's business.
    attributes: ["sku", "location", "lot", "available", "book", "closedUntil"],
  });
  return data;
}

export interface Opening {
  sku: string;
  available: number;
  /** How many lots the units are spread over. */
  lots?: number;
}

/** Opens the stock of new SKUs at the default location; a SKU that has stock already is replaced. */
export async function open(_ctx: Context, stock: readonly Opening[]): Promise<void> {
  const lots = stock.flatMap(({ sku, available: units, lots: count = 1 }) => {
    const numbers = Array.from({ length: count }, (_, lot) => lot);
    const book = newBook({ [DEFAULT_LOCATION]: numbers }, units);
    return numbers.map((lot): StockLot => {
      const share = Math.floor(units / count) + (lot < units % count ? 1 : 0);
      return {
        ...emptyLot({ sku, location: DEFAULT_LOCATION, lot }, share),
        ...(lot === 0 && { book, listed: sku }),
      };
    });
  });
  await assertAllWritten(StockLotEntity.put(lots).go(electroOptions));
}
