/**
 * Stock. Invariants: available + reserved + sold = stocked in every lot, none of them negative, so no unit is sold twice;
 * an order holds stock at most once, whatever is repeated; an order's demand is summed per SKU before it is reserved;
 * units move between lots, and lots come and go, in transactions with the SKU's book.
 *
 * A reservation is one conditional write on one lot. An order keeps its allocations (which lot gives what), chosen before
 * the first hold, so that a repeated step finds the same lots.
 */
import { adjust, adjustments, set } from "./adjust.ts";
import { audit } from "./audit.ts";
import { exchanging, findNow, tellExchanged } from "./exchange.ts";
import { available, get, open } from "./levels.ts";
import { hold, plan, reallocate } from "./reserve.ts";
import { commit, release, returnSales } from "./settle.ts";
import { sweep } from "./sweep.ts";

export type { AuditedOrder, StockAudit } from "./audit.ts";
export type { Exchange } from "./exchange.ts";
export type { Allocation, Demand } from "./rules.ts";

export const Inventory = {
  plan,
  hold,
  reallocate,
  commit,
  release,
  returnSales,
  get,
  available,
  set,
  adjust,
  adjustments,
  open,
  sweep,
  audit,
  findNow,
  exchanging,
  tellExchanged,
};
