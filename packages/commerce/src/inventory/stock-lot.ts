import type { StockLocation } from "@tradewind/blueprint/areas/stock-locations";
import type { StockRecord } from "./stock-record.ts";

/** Units held for an order until it is paid, or undone. */
export interface Hold {
  quantity: number;
  /** The time at which they were held, epoch milliseconds. */
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
  /** By order id. */
  holds: Record<string, Hold>;
  /** Orders that came since `countedSince`, epoch milliseconds. */
  recentOrders: number;
  countedSince: number;
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

export function emptyLot({ sku, location, lot }: LotKey, units: number, now: number): StockLot {
  const counts = { stocked: units, available: units, reserved: 0, sold: 0 };
  return { sku, location, lot, ...counts, holds: {}, recentOrders: 0, countedSince: now };
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
