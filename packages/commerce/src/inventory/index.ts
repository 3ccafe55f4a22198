/**
 * Stock. Invariants: available + reserved + sold = stocked in every lot, none of them negative, so no unit is sold twice;
 * an order holds stock at most once, whatever is repeated; an order's demand is summed per SKU before it is reserved;
 * units move between lots, and lots come and go, in transactions with the SKU's book.
 *
 * Units that are still to come are in lots of their own, which an order holds and is sold from as from any: so no more are
 * promised than the SKU's policy allows. When units come, they are exchanged for these.
 *
 * A reservation is one conditional write on one lot. An order keeps its allocations (which lot gives what), chosen before
 * the first hold, so that a repeated step finds the same lots.
 */
export { adjust, adjustments, set } from "./adjust.ts";
export { arrived, expected, handOverWrites, reopen } from "./arrivals.ts";
export { audit, type AuditedOrder, type StockAudit } from "./audit.ts";
export { type Exchange, exchangeWrites, findNow, tellExchanged } from "./exchange.ts";
export { availabilityOf, get, mostOf, type Offer, offers, open } from "./levels.ts";
export { setPolicy } from "./policy.ts";
export { hold, plan, reallocate } from "./reserve.ts";
export type { Allocation, Demand } from "./rules.ts";
export { commit, release, returnSales } from "./settle.ts";
export { isIncoming } from "./stock-lot.ts";
export { sweep } from "./sweep.ts";
export { awaited, type Waiting, waitingFor, waitWrites } from "./waiting.ts";
