/**
 * Stock. Invariants:
 * - In every lot, available + reserved + sold = stocked, and none is negative: no unit is sold
 * twice.
 * - An order holds stock at most once in a lot, despite repeats, until it commits or releases
 * it. A late duplicate may hold units that nobody needs; the sweep frees those.
 * - An order's demand is summed per SKU before it is reserved.
 * - Units move between lots, and lots open and merge, only in transactions with the SKU's stock
 * record.
 *
 * Units that are still to arrive are in lots of their own, at the location `incoming`. Orders hold
 * and buy them like any other units, so no more are promised than the SKU's policy allows. When
 * units arrive, they are exchanged for the promised ones.
 *
 * A reservation is one conditional write on one lot. An order keeps its allocations (which lot
 * gives what), chosen before the first hold, so that a repeated step finds the same lots.
 */
export { adjust, set } from "./adjust.ts";
export { adjustments } from "./adjustment-log.ts";
export { chooseArrived, expectedDate, handOverWrites, reopen } from "./arrivals.ts";
export { type AuditedOrder, audit } from "./audit.ts";
export { commit } from "./commit.ts";
export { giveBack, type Marker, splitAtChunk, type UnitsState } from "./give-back.ts";
export { availabilityOf, get, maxQuantity, type Offer, offers, open } from "./levels.ts";
export { lookAtStock } from "./look.ts";
export { setPolicy } from "./policy.ts";
export { hold, plan, reallocate } from "./reserve.ts";
export { type Allocation, type Demand, sumPerLot } from "./rules.ts";
export { isIncoming, isSameLot } from "./stock-lot.ts";
export { type Exchange, exchangeWrites, findAgain, findNow, publishExchangedLevels } from "./swap-units.ts";
export type { IsOrphan } from "./sweep/orphans.ts";
export { type StockSweep, sweep } from "./sweep/sweep.ts";
export { awaitedUnits, enterQueue, leaveQueue, type Waiting, waitingFor } from "./waiting.ts";
