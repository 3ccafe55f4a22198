import type { Context } from "../platform/context.ts";
import { lapsedHolds } from "./ageing.ts";
import { publishLevelOf } from "./alerts.ts";
import { allStock } from "./all-stock.ts";
import { releaseLapsed } from "./lapse.ts";
import { opensAt } from "./policy.ts";
import { shrinkIfCold } from "./resize.ts";
import { lotsOnHand, readStock, type Stock, sumOf } from "./stock.ts";
import { isIncoming } from "./stock-lot.ts";

/**
 * Sweeps all SKUs: releases lapsed holds of ended orders, merges the lots of cold locations, and
 * publishes levels that were missed. The lapsed hold of an open order stays until somebody needs
 * the units.
 * @returns counts; `waitedFor` lists the SKUs that orders wait for and that have units now
 */
export async function sweep(ctx: Context, isOver: (orderId: string) => Promise<boolean>) {
  const done = { skus: 0, released: 0, shrunk: 0, waitedFor: [] as string[] };
  const now = ctx.clock.now();
  for await (const stock of allStock(now)) {
    done.skus += 1;
    const lapsed = new Set(stock.lots.flatMap((lot) => lapsedHolds(lot, now)));
    for (const orderId of lapsed) if (!(await isOver(orderId))) lapsed.delete(orderId);
    const released = lapsed.size > 0 ? await releaseLapsed(ctx, stock, lapsed) : 0;
    done.released += released;
    if (await shrinkIfCold(ctx, stock)) done.shrunk += 1;
    const fresh = released > 0 ? await readStock(stock.sku, now) : stock;
    // Whoever changed the stock record meanwhile has checked the level.
    if (fresh) await publishLevelOf(ctx, fresh);
    if (fresh && hasUnitsForWaiting(fresh, now)) done.waitedFor.push(stock.sku);
  }
  return done;
}

const hasUnitsForWaiting = (stock: Stock, now: number) =>
  sumOf(stock.lots.filter(isIncoming), "sold") > 0 &&
  sumOf(lotsOnHand(stock), "available") > 0 &&
  opensAt(stock.record) <= now;
