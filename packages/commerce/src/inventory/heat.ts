/**
 * The number of orders that come to a lot decides when lots split and merge. A lot counts them in
 * `recentOrders` since `countedSince`. A sampled order looks at the count and starts it anew in the
 * write that it makes anyway.
 */
import type { StockLot } from "./stock-lot.ts";

/** Bounds the size of a lot, which is the cost of each write: 1 KB of holds is about 15 orders. */
export const MOST_HOLDS_PER_LOT = 200;

export const hasRoom = ({ holds }: Pick<StockLot, "holds">) => Object.keys(holds).length < MOST_HOLDS_PER_LOT;

/** Orders a second that one lot should take. */
const WARM_RATE = 2;
/** A rate of fewer orders is chance. */
const FEWEST_ORDERS_FOR_A_RATE = 20;
/** The first orders of a crowd come at once; within a second they tell no rate. */
const SHORTEST_COUNT_SECONDS = 1;
/**
 * A location is cold when its lots take on average fewer than `COLD_ORDERS` orders in this time.
 */
const COLD_SECONDS = 10 * 60;
const COLD_ORDERS = 10;
/** Upper bound of the lots at one location. */
export const MOST_LOTS = 32;
/** A lot with fewer units would only be found empty. */
const FEWEST_UNITS_PER_LOT = 2;

type Counted = Pick<StockLot, "recentOrders" | "countedSince">;

/** Orders a second since the lot began to count. */
function ratePerSecond({ recentOrders, countedSince }: Counted, now: number): number {
  return recentOrders / Math.max((now - countedSince) / 1000, SHORTEST_COUNT_SECONDS);
}

/**
 * Number of lots that a location should have, judged by one of its `count` lots: more when that lot
 * is hot or full.
 */
export function wantedLots(lot: StockLot, count: number, now: number): number {
  const rate = lot.recentOrders < FEWEST_ORDERS_FOR_A_RATE ? 0 : ratePerSecond(lot, now);
  const warmth = Math.max(rate / WARM_RATE, hasRoom(lot) ? 0 : 2);
  const useful = Math.floor((lot.available * count) / FEWEST_UNITS_PER_LOT);
  const wanted = Math.min(Math.ceil(count * warmth), useful, MOST_LOTS);
  return Math.max(wanted, count);
}

/** Number of lots that is enough for a location: half of them when it is cold. */
export function sufficientLots(lots: readonly Counted[], now: number): number {
  const orders = lots.reduce((sum, lot) => sum + COLD_SECONDS * ratePerSecond(lot, now), 0);
  return orders < COLD_ORDERS * lots.length ? Math.ceil(lots.length / 2) : lots.length;
}
