import { type StockLocation, stockLocations } from "@tradewind/blueprint/areas/stock-locations";
import type { LotKey, StockLot } from "./stock-lot.ts";

/** Units of a SKU that an order wants. */
export interface Demand {
  sku: string;
  quantity: number;
}

/** Units of a SKU that one lot gives to an order, with the location of the lot. */
export interface Allocation extends Demand, LotKey {}

/** One demand per SKU, because two lines with the same SKU compete for the same units. */
export function sumPerSku(demand: readonly Demand[]): Demand[] {
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of demand) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity }));
}

/** One allocation per lot: a transaction writes an item once. */
export function sumPerLot(allocations: readonly Allocation[]): Allocation[] {
  const byLot = Map.groupBy(allocations, ({ sku, location, lot }) => `${sku} ${location} ${lot}`);
  return [...byLot.values()].map((same) => ({ ...(same[0] as Allocation), quantity: sumOfUnits(same) }));
}

export const sumOfUnits = (some: readonly { quantity: number }[]): number =>
  some.reduce((sum, { quantity }) => sum + quantity, 0);

/** The lot that an order tries first; spreads orders over the lots. */
export function firstChoice(orderId: string, sku: string, lots: readonly number[]): number {
  return lots[hash(`${orderId} ${sku}`) % lots.length] ?? 0;
}

/** One order in this many gets the whole lot back from its write, to see how hot the lot is. */
const SAMPLE_ONE_IN = 16;

export function isSampled(orderId: string): boolean {
  return hash(orderId) % SAMPLE_ONE_IN === 0;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** All locations in the order of preference: those that the order already ships from come first. */
export function byPreference(used: readonly string[]): StockLocation[] {
  const all = stockLocations.map(({ id }) => id);
  return [...all.filter((id) => used.includes(id)), ...all.filter((id) => !used.includes(id))];
}

type Candidate = LotKey & Pick<StockLot, "available">;

/**
 * Chooses lots that together give `quantity`: from the first location that has it all, else from
 * several; the fullest lots first. Undefined when there are too few units.
 */
export function choose(
  sku: string,
  quantity: number,
  lots: readonly Candidate[],
  locations: readonly string[],
): Allocation[] | undefined {
  const fullest = lots.toSorted((a, b) => b.available - a.available);
  const there = locations.map((location) => fullest.filter((lot) => lot.location === location));
  for (const some of [...there, there.flat()]) {
    const chosen = takeFrom(sku, quantity, some);
    if (chosen) return chosen;
  }
  return undefined;
}

function takeFrom(sku: string, quantity: number, lots: readonly Candidate[]): Allocation[] | undefined {
  const chosen: Allocation[] = [];
  let missing = quantity;
  for (const { location, lot, available } of lots) {
    const given = Math.min(missing, available);
    if (given <= 0) continue;
    chosen.push({ sku, location, lot, quantity: given });
    missing -= given;
  }
  return missing === 0 ? chosen : undefined;
}
