import type { Context } from "../platform/context.ts";
import { lapsedHolds } from "./ageing.ts";
import { tellLevelOf } from "./alerts.ts";
import { allStock } from "./all-stock.ts";
import { freeLapsed } from "./lapse.ts";
import { shrinkIfCold } from "./resize.ts";
import { opensAt } from "./policy.ts";
import { isIncoming } from "./stock-lot.ts";
import { readStock, shelved, type Stock, total } from "./stock.ts";

/**
 * Goes over all SKUs: releases lapsed holds of orders that are over, merges the lots of cold locations, and tells levels
 * that nobody told. `waitedFor` are SKUs that orders wait for, and that have units. The lapsed hold of an order that goes on stays until somebody needs the units.
 */
export async function sweep(ctx: Context, isOver: (orderId: string) => Promise<boolean>) {
  const done = { skus: 0, released: 0, shrunk: 0, waitedFor: [] as string[] };
  const now = ctx.clock.now();
  for await (const stock of allStock(now)) {
    done.skus += 1;
    const lapsed = new Set(stock.lots.flatMap((lot) => lapsedHolds(lot, now)));
    for (const orderId of lapsed) if (!(await isOver(orderId))) lapsed.delete(orderId);
    const released = lapsed.size > 0 ? await freeLapsed(ctx, stock, lapsed) : 0;
    done.released += released;
    if (await shrinkIfCold(ctx, stock)) done.shrunk += 1;
    const fresh = released > 0 ? await readStock(stock.sku, now) : stock;
    // One whose book has changed meanwhile was looked at by who changed it.
    if (fresh) await tellLevelOf(ctx, fresh);
    if (fresh && hasUnitsForThoseWhoWait(fresh, now)) done.waitedFor.push(stock.sku);
  }
  return done;
}

const hasUnitsForThoseWhoWait = (stock: Stock, now: number) =>
  total(stock.lots.filter(isIncoming), "sold") > 0 &&
  total(shelved(stock), "available") > 0 &&
  opensAt(stock.book) <= now;
