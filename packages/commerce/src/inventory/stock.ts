/** All lots of a SKU: read together, and changed together in one transaction. */
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, transact, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import type { StockLocation } from "@tradewind/blueprint/areas/stock-locations";
import { type Book, firstLot, isFirst, lotKeys, remember } from "./book.ts";
import { StockLotEntity } from "./entity.ts";
import { isIncoming, type StockLot } from "./stock-lot.ts";

export interface Stock {
  sku: string;
  book: Book;
  lots: StockLot[];
}

/** A lot may be merged into another between two reads. */
const READS = 4;

/** The SKU's lots, or undefined when it has none. They are read one after the other: units may move meanwhile. */
export async function readStock(sku: string, now: number): Promise<Stock | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const { data } = await StockLotEntity.get(firstLot(sku)).go({ ...electroOptions, consistent: true });
    const first = data as StockLot | null;
    if (!first?.book) return undefined;
    const { book } = first;
    remember(sku, book, now);
    const keys = lotKeys(sku, book).filter((key) => !isFirst(key));
    if (keys.length === 0) return { sku, book, lots: [first] };
    const { data: others } = await StockLotEntity.get(keys).go({ ...electroOptions, consistent: true });
    if (others.length === keys.length) return { sku, book, lots: [first, ...(others as StockLot[])] };
    if (attempt >= READS) throw new Error(`The lots of ${sku} cannot be read: the table is busy.`);
  }
}

/** @throws stock.unknown_sku */
export async function known(ctx: Context, sku: string): Promise<Stock> {
  const stock = await readStock(sku, ctx.clock.now());
  if (!stock) throw new DomainError("stock.unknown_sku");
  return stock;
}

type Shelved = StockLot & { location: StockLocation };

/** Units that are there, at any location. */
export const shelved = ({ lots }: Pick<Stock, "lots">) =>
  lots.filter((lot): lot is Shelved => !isIncoming(lot));

/** Whether units have moved between the SKU's lots since it was read. */
export async function hasMoved({ sku, book }: Stock): Promise<boolean> {
  const { data } = await StockLotEntity.get(firstLot(sku)).go({
    ...electroOptions,
    consistent: true,
    attributes: ["book"],
  });
  return data?.book?.version !== book.version;
}

export function total(
  lots: readonly StockLot[],
  count: "available" | "reserved" | "sold" | "stocked",
): number {
  return lots.reduce((sum, lot) => sum + lot[count], 0);
}

/** Units that come to a lot or leave it. */
export interface Change {
  lot: StockLot;
  available: number;
  sold?: number;
  /** The lot must still have the available units it was read with. */
  exact?: boolean;
  closedUntil?: number;
}

export interface Rewrite {
  changes?: readonly Change[];
  opened?: readonly StockLot[];
  merged?: readonly StockLot[];
  book?: Partial<Book>;
  /** What else belongs to the transaction. */
  and?: readonly TransactionWrite[];
}

/**
 * Changes lots, book and whatever else in one transaction, if the book is still as it was read.
 * @returns whether all conditions held; false, too, when others write the same lots all the time
 */
export async function rewrite(
  ctx: Context,
  stock: Stock,
  { changes = [], opened = [], merged = [], book, and = [] }: Rewrite,
) {
  const next = { ...stock.book, ...book, version: stock.book.version + 1 };
  const first = changes.find(({ lot }) => isFirst(lot));
  const result = await transact([
    changing(first ?? { lot: stock.lots[0] as StockLot, available: 0 }, { now: stock.book, next }),
    ...changes.filter((change) => change !== first).map((change) => changing(change)),
    ...opened.map((lot) => asWrite(StockLotEntity.create(lot))),
    ...merged.map(removeLotWrite),
    ...and,
  ]).catch(givingWay);
  if (result.committed) remember(stock.sku, next, ctx.clock.now());
  return result.committed;
}

function givingWay(error: unknown): { committed: false } {
  if (error instanceof Error && error.name === "TransactionConflictException") return { committed: false };
  throw error;
}

function changing(
  { lot, available: more, sold = 0, exact = false, closedUntil }: Change,
  book?: { now: Book; next: Book },
) {
  const { sku, location, lot: number } = lot;
  const counts = { stocked: more + sold, available: more, ...(sold !== 0 && { sold }) };
  const write = StockLotEntity.patch({ sku, location, lot: number })
    .add(counts)
    .set({ ...(book && { book: book.next }), ...(closedUntil !== undefined && { closedUntil }) })
    .where((attributes, { eq, gte }) =>
      [
        exact ? eq(attributes.available, lot.available) : gte(attributes.available, Math.max(0, -more)),
        ...(book ? [eq(attributes.book.version, book.now.version)] : []),
      ].join(" AND "),
    );
  return asWrite(write);
}

/** Takes a lot away that nobody holds anything in, and that is as it was read. */
function removeLotWrite({ sku, location, lot, available, sold, settled }: StockLot): TransactionWrite {
  return asWrite(
    StockLotEntity.remove({ sku, location, lot }).where(
      (attributes, { eq, size, escape }) =>
        `${eq(attributes.available, available)} AND ${eq(attributes.sold, sold)} AND ${eq(attributes.reserved, 0)} AND ${size(attributes.settled)} = ${escape(Object.keys(settled).length)}`,
    ),
  );
}
