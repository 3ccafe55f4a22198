/** What is known of a SKU as a whole. Its first lot keeps it, so that a SKU of one lot is one item. */
import { DEFAULT_LOCATION } from "@tradewind/blueprint/areas/stock-locations";
import type { Promising } from "./policy.ts";
import type { LotKey, LotLocation, StockLot } from "./stock-lot.ts";

export type StockLevel = "plenty" | "low" | "out";

export interface Book {
  /** Grows with every change of the book, and so with every move of units between lots. */
  version: number;
  /** The numbers of the lots at each location. A number is given once: an order may name a lot that is no more. */
  lots: Partial<Record<LotLocation, readonly number[]>>;
  /** The number of the next lot. */
  next: number;
  /** As it was told last. */
  level: StockLevel;
  /** At this many available units, stock is low. */
  lowAt: number;
  /** What may be ordered beyond the stock, if anything. */
  policy?: Promising | undefined;
  /** When lots were last added or taken away, epoch milliseconds. */
  resizedAt: number;
}

export const LOW_AT = 5;

export const firstLot = (sku: string): LotKey => ({ sku, location: DEFAULT_LOCATION, lot: 0 });

export const isFirst = ({ location, lot }: LotKey) => location === DEFAULT_LOCATION && lot === 0;

export function newBook(lots: Book["lots"], available: number): Book {
  const next = Math.max(...Object.values(lots).flat()) + 1;
  return { version: 1, lots, next, level: levelOf(available, LOW_AT), lowAt: LOW_AT, resizedAt: 0 };
}

export const locationsIn = (lots: Book["lots"]) => Object.keys(lots) as LotLocation[];

export function lotKeys(sku: string, { lots }: Book): LotKey[] {
  return locationsIn(lots).flatMap((location) =>
    (lots[location] ?? []).map((lot) => ({ sku, location, lot })),
  );
}

export function levelOf(available: number, lowAt: number): StockLevel {
  if (available <= 0) return "out";
  return available <= lowAt ? "low" : "plenty";
}

/** The books as this process last saw them. Only a first guess: a wrong one costs a second try. */
const seen = new Map<string, { book: Book; at: number }>();
const MOST_SKUS_REMEMBERED = 10_000;

export function remember(sku: string, book: Book, at: number): void {
  if (seen.size >= MOST_SKUS_REMEMBERED) seen.clear();
  seen.set(sku, { book, at });
}

export const remembered = (sku: string) => seen.get(sku);

/** The book of a whole lot that a write returned, if it is the one that keeps it. */
export function rememberFrom(lot: StockLot, at: number): void {
  if (lot.book) remember(lot.sku, lot.book, at);
}
