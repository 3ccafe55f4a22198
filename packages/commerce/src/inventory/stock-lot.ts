import type { StockLocation } from "@tradewind/blueprint/areas/stock-locations";
import type { StockRecord } from "./stock-record.ts";

/**
 * Units held for an order that is not paid yet. After `until` (epoch milliseconds) another order
 * may take them.
 */
export interface Hold {
  quantity: number;
  until: number;
}

/**
 * The end of an order's hold, kept as a tombstone for an hour so that a late duplicate finds it.
 */
interface Settlement {
  outcome: "committed" | "released" | "passed-over";
  quantity: number;
  at: number;
}

/** A share of a SKU's units at one location, as it is stored. */
export interface StockLot {
  sku: string;
  location: LotLocation;
  lot: number;
  stocked: number;
  available: number;
  reserved: number;
  sold: number;
  holds: Record<string, Hold>;
  settled: Record<string, Settlement>;
  /** Nothing of the lot can be held before this time, epoch milliseconds. */
  closedUntil?: number;
  book?: StockRecord;
  listed?: string;
}

/** The location of units that are still to arrive. */
export const INCOMING = "incoming";

export type LotLocation = StockLocation | typeof INCOMING;

export const isIncoming = ({ location }: { location: string }) => location === INCOMING;

export type LotKey = Pick<StockLot, "sku" | "location" | "lot">;

export function emptyLot({ sku, location, lot }: LotKey, units: number): StockLot {
  const counts = { stocked: units, available: units, reserved: 0, sold: 0 };
  return { sku, location, lot, ...counts, holds: {}, settled: {} };
}

export const isSameLot = (a: LotKey, b: LotKey) =>
  a.sku === b.sku && a.location === b.location && a.lot === b.lot;

/** A change of one lot: units added, or removed when negative. */
export interface Change {
  lot: StockLot;
  available: number;
  sold?: number;
  /** Refuses the change unless the lot still has the available units that were read. */
  exact?: boolean;
  closedUntil?: number;
}
