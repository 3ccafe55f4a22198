/** All lots of a SKU: read together, and changed together in one transaction. */

import type { StockLocation } from "@tradewind/blueprint/areas/stock-locations";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { asWrite, type TransactionWrite, transact } from "../platform/dynamodb/transaction.ts";
import { DomainError } from "../platform/errors.ts";
import { StockLotEntity } from "./entity.ts";
import { type Change, isIncoming, type StockLot } from "./stock-lot.ts";
import { firstLot, isFirst, lotKeys, rememberRecord, type StockRecord } from "./stock-record.ts";

export interface Stock {
  sku: string;
  record: StockRecord;
  lots: StockLot[];
}

/** Reads before giving up: a lot may be merged into another between two reads. */
const READS = 4;

/**
 * Reads the SKU's lots, or undefined when it has none. The lots are read one after the other, so
 * units may move meanwhile.
 */
export async function readStock(sku: string, now: number): Promise<Stock | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const { data } = await StockLotEntity.get(firstLot(sku)).go({ ...electroOptions, consistent: true });
    const stock = await withOtherLots(data as StockLot | null, now);
    if (stock !== "merged meanwhile") return stock;
    if (attempt >= READS) throw new Error(`The lots of ${sku} cannot be read: the table is busy.`);
  }
}

/** Reads the first lots of up to 100 SKUs together, without those of SKUs that have no stock. */
export async function readFirstLots(skus: readonly string[]): Promise<StockLot[]> {
  const { data } = await StockLotEntity.get(skus.map(firstLot)).go({ ...electroOptions, consistent: true });
  return data as StockLot[];
}

/** Reads the other lots of a SKU whose first lot was read just now. */
export async function stockOf(first: StockLot, now: number): Promise<Stock | undefined> {
  const stock = await withOtherLots(first, now);
  return stock === "merged meanwhile" ? readStock(first.sku, now) : stock;
}

async function withOtherLots(
  first: StockLot | null,
  now: number,
): Promise<Stock | "merged meanwhile" | undefined> {
  if (!first?.book) return undefined;
  const { sku, book: record } = first;
  rememberRecord(sku, record, now);
  const keys = lotKeys(sku, record).filter((key) => !isFirst(key));
  if (keys.length === 0) return { sku, record, lots: [first] };
  const { data: others } = await StockLotEntity.get(keys).go({ ...electroOptions, consistent: true });
  if (others.length < keys.length) return "merged meanwhile";
  return { sku, record, lots: [first, ...(others as StockLot[])] };
}

/** Reads the SKU's lots. @throws stock.unknown_sku */
export async function requireStock(ctx: Context, sku: string): Promise<Stock> {
  const stock = await readStock(sku, ctx.clock.now());
  if (!stock) throw new DomainError("stock.unknown_sku");
  return stock;
}

type LotOnHand = StockLot & { location: StockLocation };

/** Lots with units on hand, at any location. */
export const lotsOnHand = ({ lots }: Pick<Stock, "lots">) =>
  lots.filter((lot): lot is LotOnHand => !isIncoming(lot));

/** True when units have moved between the SKU's lots since it was read. */
export async function hasMoved({ sku, record }: Stock): Promise<boolean> {
  const { data } = await StockLotEntity.get(firstLot(sku)).go({
    ...electroOptions,
    consistent: true,
    attributes: ["book"],
  });
  return data?.book?.version !== record.version;
}

export function sumOf(
  lots: readonly StockLot[],
  count: "available" | "reserved" | "sold" | "stocked",
): number {
  return lots.reduce((sum, lot) => sum + lot[count], 0);
}

export interface Rewrite {
  changes?: readonly Change[];
  opened?: readonly StockLot[];
  merged?: readonly StockLot[];
  record?: Partial<StockRecord>;
  /** Further writes of the same transaction. */
  furtherWrites?: readonly TransactionWrite[];
}

/**
 * Changes lots and stock record in one transaction with `furtherWrites`, if the record is still as
 * it was read.
 * @returns false when a condition did not hold, or when others keep writing the same lots
 */
export async function rewrite(
  ctx: Context,
  stock: Stock,
  { changes = [], opened = [], merged = [], record, furtherWrites = [] }: Rewrite,
) {
  const next = { ...stock.record, ...record, version: stock.record.version + 1 };
  const first = changes.find(({ lot }) => isFirst(lot));
  const result = await transact([
    changeLotWrite(first ?? { lot: stock.lots[0] as StockLot, available: 0 }, { now: stock.record, next }),
    ...changes.filter((change) => change !== first).map((change) => changeLotWrite(change)),
    ...opened.map((lot) => asWrite(StockLotEntity.create(lot))),
    ...merged.map(removeLotWrite),
    ...furtherWrites,
  ]).catch(asRefused);
  if (result.committed) rememberRecord(stock.sku, next, ctx.clock.now());
  return result.committed;
}

function asRefused(error: unknown): { committed: false } {
  if (error instanceof Error && error.name === "TransactionConflictException") return { committed: false };
  throw error;
}

function changeLotWrite(
  { lot, available: more, sold = 0, exact = false, closedUntil }: Change,
  record?: { now: StockRecord; next: StockRecord },
) {
  const { sku, location, lot: number } = lot;
  const counts = { stocked: more + sold, available: more, ...(sold !== 0 && { sold }) };
  const write = StockLotEntity.patch({ sku, location, lot: number })
    .add(counts)
    .set({ ...(record && { book: record.next }), ...(closedUntil !== undefined && { closedUntil }) })
    .where((attributes, { eq, gte }) =>
      [
        exact ? eq(attributes.available, lot.available) : gte(attributes.available, Math.max(0, -more)),
        ...(record ? [eq(attributes.book.version, record.now.version)] : []),
      ].join(" AND "),
    );
  return asWrite(write);
}

/** Removes a lot without holds, if it is still as it was read. */
function removeLotWrite({ sku, location, lot, available, sold }: StockLot): TransactionWrite {
  return asWrite(
    StockLotEntity.remove({ sku, location, lot }).where(
      (attributes, { eq }) =>
        `${eq(attributes.available, available)} AND ${eq(attributes.sold, sold)} AND ${eq(attributes.reserved, 0)}`,
    ),
  );
}
