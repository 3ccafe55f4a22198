import type { StockPolicy } from "@tradewind/blueprint/areas/inventory";
/** The policy that a stock record stores. Without one, nobody can order more than the stock. */
export type Promising = Exclude<StockPolicy, { policy: "deny" }>;

/**
 * Facts about a SKU as a whole. Its first lot stores them in its attribute `book`, so a SKU with
 * one lot is one item.
 */
import { DEFAULT_LOCATION } from "@tradewind/blueprint/areas/stock-locations";
import type { LotKey, LotLocation, StockLot } from "./stock-lot.ts";

export type StockLevel = "plenty" | "low" | "out";

export interface StockRecord {
  /** Grows with every change of the record, and so with every move of units between lots. */
  version: number;
  /**
   * Numbers of the lots at each location. A number is never reused: an order may name a merged lot.
   */
  lots: Partial<Record<LotLocation, readonly number[]>>;
  /** Number of the next lot. */
  next: number;
  /** The level that was published last. */
  level: StockLevel;
  /** Stock is low at this number of available units, and below. */
  lowAt: number;
  /** The terms for ordering more than the stock; undefined when that is not allowed. */
  policy?: Promising | undefined;
  /** Time of the last change in the number of lots, epoch milliseconds. */
  resizedAt: number;
}

export const LOW_AT = 5;

export const firstLot = (sku: string): LotKey => ({ sku, location: DEFAULT_LOCATION, lot: 0 });

export const isFirst = ({ location, lot }: LotKey) => location === DEFAULT_LOCATION && lot === 0;

export function newStockRecord(lots: StockRecord["lots"], available: number): StockRecord {
  const next = Math.max(...Object.values(lots).flat()) + 1;
  return { version: 1, lots, next, level: levelOf(available, LOW_AT), lowAt: LOW_AT, resizedAt: 0 };
}

export const locationsIn = (lots: StockRecord["lots"]) => Object.keys(lots) as LotLocation[];

export function lotKeys(sku: string, { lots }: StockRecord): LotKey[] {
  return locationsIn(lots).flatMap((location) =>
    (lots[location] ?? []).map((lot) => ({ sku, location, lot })),
  );
}

/**
 * The lot that has the sales of this lot now: of a merged lot, the first of its location. Only lots
 * without holds are merged.
 */
export function lotNow({ sku, location, lot }: LotKey, { lots }: StockRecord): LotKey {
  const [first = lot, ...others] = lots[location] ?? [];
  return { sku, location, lot: others.includes(lot) ? lot : first };
}

export function levelOf(available: number, lowAt: number): StockLevel {
  if (available <= 0) return "out";
  return available <= lowAt ? "low" : "plenty";
}

/**
 * Stock records as this process last saw them. Only a first guess: a wrong one costs a second try.
 */
const records = new Map<string, { record: StockRecord; at: number }>();
const MOST_SKUS_REMEMBERED = 10_000;

export function rememberRecord(sku: string, record: StockRecord, at: number): void {
  if (records.size >= MOST_SKUS_REMEMBERED) records.clear();
  records.set(sku, { record, at });
}

export const rememberedRecord = (sku: string) => records.get(sku);

/** Remembers the stock record of a lot that a write returned whole, if this lot stores it. */
export function rememberRecordOf(lot: StockLot, at: number): void {
  if (lot.book) rememberRecord(lot.sku, lot.book, at);
}
