/**
 * Rules about the age of a lot's entries: lapsed holds, old settlements, and how hot the lot is.
 */
import { STOCK_HOLD_MINUTES } from "@tradewind/blueprint/ground/limits";
import type { StockLot } from "./stock-lot.ts";

const HOLD_MS = STOCK_HOLD_MINUTES * 60 * 1000;
/** A saga step is repeated within minutes; after an hour no duplicate arrives. */
const SETTLED_KEPT_MS = 60 * 60 * 1000;
/** Removing settlements is a write of its own, so it waits until there are enough. */
const FORGET_AT_LEAST = 50;
const FORGET_AT_MOST = 100;

/** Bounds the size of a lot, which is the cost of each write: 1 KB of holds is about 15 orders. */
export const MOST_HOLDS_PER_LOT = 200;

export const hasRoom = ({ holds }: Pick<StockLot, "holds">) => Object.keys(holds).length < MOST_HOLDS_PER_LOT;

export const lapsesAt = (now: number) => now + HOLD_MS;

export function lapsedHolds({ holds }: Pick<StockLot, "holds">, now: number): string[] {
  return Object.keys(holds).filter((orderId) => (holds[orderId]?.until ?? now) < now);
}

export function expiredSettlements({ settled }: Pick<StockLot, "settled">, now: number): string[] {
  const expired = Object.keys(settled).filter(
    (orderId) => (settled[orderId]?.at ?? now) < now - SETTLED_KEPT_MS,
  );
  return expired.length < FORGET_AT_LEAST ? [] : expired.slice(0, FORGET_AT_MOST);
}

/**
 * True when no order holds units of this lot and no late duplicate can arrive, so the lot may be
 * merged.
 */
export function canBeMerged({ holds, settled }: Pick<StockLot, "holds" | "settled">, now: number): boolean {
  return (
    Object.keys(holds).length === 0 && Object.values(settled).every(({ at }) => at < now - SETTLED_KEPT_MS)
  );
}

/** The number of orders in the last ten seconds decides if a lot is hot. */
const HEAT_WINDOW_MS = 10_000;
/** Orders in that window that one lot should take: two a second. */
const WARM_ORDERS = 20;
/**
 * A location is cold when its lots had on average fewer than `COLD_ORDERS` orders in this time.
 */
const COLD_WINDOW_MS = 10 * 60 * 1000;
const COLD_ORDERS = 10;
/** Upper bound of the lots at one location. */
export const MOST_LOTS = 32;
/** A lot with fewer units would only be found empty. */
const FEWEST_UNITS_PER_LOT = 2;

/** Number of orders that came to the lot since `from`, in epoch milliseconds. */
function ordersSince({ holds, settled }: Pick<StockLot, "holds" | "settled">, from: number): number {
  const held = Object.values(holds).filter(({ until }) => until - HOLD_MS >= from);
  return held.length + Object.values(settled).filter(({ at }) => at >= from).length;
}

/**
 * Number of lots that a location should have, judged by one of its `count` lots: more when that lot
 * is hot or full.
 */
export function wantedLots(lot: StockLot, count: number, now: number): number {
  const orders = ordersSince(lot, now - HEAT_WINDOW_MS);
  const warmth = Math.max(orders / WARM_ORDERS, hasRoom(lot) ? 0 : 2);
  const useful = Math.floor((lot.available * count) / FEWEST_UNITS_PER_LOT);
  const wanted = Math.min(Math.ceil(count * warmth), useful, MOST_LOTS);
  return Math.max(wanted, count);
}

/** Number of lots that is enough for a location: half of them when it is cold. */
export function sufficientLots(lots: readonly StockLot[], now: number): number {
  const orders = lots.reduce((sum, lot) => sum + ordersSince(lot, now - COLD_WINDOW_MS), 0);
  return orders < COLD_ORDERS * lots.length ? Math.ceil(lots.length / 2) : lots.length;
}
