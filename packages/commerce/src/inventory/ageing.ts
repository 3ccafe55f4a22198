/** What a lot's entries say by their age: which holds have lapsed, what can be forgotten, how warm the lot is. */
import { STOCK_HOLD_MINUTES } from "@tradewind/blueprint/ground/limits";
import type { StockLot } from "./stock-lot.ts";

const HOLD_MS = STOCK_HOLD_MINUTES * 60 * 1000;
/** A saga step is repeated within minutes; an hour later no duplicate comes. */
const SETTLED_KEPT_MS = 60 * 60 * 1000;
/** Forgetting is a write of its own: only when there is enough to forget. */
const FORGET_AT_LEAST = 50;
const FORGET_AT_MOST = 100;

/** A lot's size is what each of its writes costs: 1 KB of holds is about 15 orders. */
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

/** Nobody can ask after any order of this lot any more. */
export function isForgotten({ holds, settled }: Pick<StockLot, "holds" | "settled">, now: number): boolean {
  return (
    Object.keys(holds).length === 0 && Object.values(settled).every(({ at }) => at < now - SETTLED_KEPT_MS)
  );
}

/** Heat is judged by the orders of the last ten seconds. */
const HEAT_WINDOW_MS = 10_000;
/** As many as one lot should have in that time: two a second. */
const WARM_ORDERS = 20;
/** Cold is a location whose lots had fewer orders than this, each, in ten minutes. */
const COLD_WINDOW_MS = 10 * 60 * 1000;
const COLD_ORDERS = 10;
/** At each location. */
export const MOST_LOTS = 32;
/** Lots with fewer units than this would only be found empty. */
const FEWEST_UNITS_PER_LOT = 2;

/** How many orders came to the lot since `from`. */
function ordersSince({ holds, settled }: Pick<StockLot, "holds" | "settled">, from: number): number {
  const held = Object.values(holds).filter(({ until }) => until - HOLD_MS >= from);
  return held.length + Object.values(settled).filter(({ at }) => at >= from).length;
}

/** How many lots a location should have, as one of its `count` lots suggests: more when it is hot or full. */
export function wantedLots(lot: StockLot, count: number, now: number): number {
  const orders = ordersSince(lot, now - HEAT_WINDOW_MS);
  const warmth = Math.max(orders / WARM_ORDERS, hasRoom(lot) ? 0 : 2);
  const useful = Math.floor((lot.available * count) / FEWEST_UNITS_PER_LOT);
  const wanted = Math.min(Math.ceil(count * warmth), useful, MOST_LOTS);
  return Math.max(wanted, count);
}

/** How many lots a location can do with: half, when it is cold. */
export function sufficientLots(lots: readonly StockLot[], now: number): number {
  const orders = lots.reduce((sum, lot) => sum + ordersSince(lot, now - COLD_WINDOW_MS), 0);
  return orders < COLD_ORDERS * lots.length ? Math.ceil(lots.length / 2) : lots.length;
}
