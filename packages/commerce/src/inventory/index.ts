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
import { adjust, adjustments, set } from "./adjust.ts";
import { arrived, expected, handingOver, reopen } from "./arrivals.ts";
import { audit } from "./audit.ts";
import { exchanging, findNow, tellExchanged } from "./exchange.ts";
import { availabilityOf, get, mostOf, offers, open } from "./levels.ts";
import { setPolicy } from "./policy.ts";
import { isIncoming } from "./stock-lot.ts";
import { hold, plan, reallocate } from "./reserve.ts";
import { commit, release, returnSales } from "./settle.ts";
import { sweep } from "./sweep.ts";
import { awaited, waitFor, waitingFor } from "./waiting.ts";

export type { AuditedOrder, StockAudit } from "./audit.ts";
export type { Exchange } from "./exchange.ts";
export type { Offer } from "./levels.ts";
export type { Allocation, Demand } from "./rules.ts";
export type { Waiting } from "./waiting.ts";

export const Inventory = {
  plan,
  hold,
  reallocate,
  commit,
  release,
  returnSales,
  get,
  offers,
  availabilityOf,
  mostOf,
  setPolicy,
  set,
  adjust,
  adjustments,
  open,
  sweep,
  audit,
  findNow,
  exchanging,
  tellExchanged,
  isToCome: isIncoming,
  awaited,
  expected,
  waitFor,
  waitingFor,
  arrived,
  handingOver,
  reopen,
};
