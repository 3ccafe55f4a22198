import type { Settlement, StockLot } from "./entity.ts";

/** Units of a SKU that an order wants. */
export interface Demand {
  sku: string;
  quantity: number;
}

/** Units of a SKU that one lot gives an order. */
export interface Allocation extends Demand {
  lot: number;
}

/** One demand per SKU: two lines of the same SKU compete for the same units. */
export function summed(demand: readonly Demand[]): Demand[] {
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of demand) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity }));
}

/** Spreads orders over a SKU's lots. */
export function firstChoice(orderId: string, sku: string, quantity: number, lots: number): Allocation {
  return { sku, lot: hash(`${orderId} ${sku}`) % lots, quantity };
}

/** One order in this many looks at the whole lot after its write: how many lots there are, and what can be forgotten. */
const LOOK_EVERY = 16;

export function looks(orderId: string): boolean {
  return hash(orderId) % LOOK_EVERY === 0;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** Lots that together give `quantity`, the fullest first; undefined when they hold too little. */
export function choose(
  sku: string,
  quantity: number,
  lots: readonly Pick<StockLot, "lot" | "available">[],
): Allocation[] | undefined {
  const chosen: Allocation[] = [];
  let missing = quantity;
  for (const lot of lots.toSorted((a, b) => b.available - a.available)) {
    const given = Math.min(missing, lot.available);
    if (given <= 0) break;
    chosen.push({ sku, lot: lot.lot, quantity: given });
    missing -= given;
  }
  return missing === 0 ? chosen : undefined;
}

/** A saga step is repeated within minutes; an hour later no duplicate comes. */
const SETTLED_KEPT_MS = 60 * 60 * 1000;
/** Forgetting is a write of its own: only when there is enough to forget. */
const FORGET_AT_LEAST = 50;
const FORGET_AT_MOST = 100;

export function expiredSettlements(lot: { settled: Record<string, Settlement> }, now: number): string[] {
  const all = Object.entries(lot.settled);
  if (all.length < FORGET_AT_LEAST) return [];
  const expired = all.filter(([, { at }]) => at < now - SETTLED_KEPT_MS).map(([orderId]) => orderId);
  return expired.length < FORGET_AT_LEAST ? [] : expired.slice(0, FORGET_AT_MOST);
}
