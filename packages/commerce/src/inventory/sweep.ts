import type { Context } from "../platform/context.ts";
import { publishLevelOf } from "./alerts.ts";
import { allStock } from "./all-stock.ts";
import { freeOrphans, type IsOrphan } from "./orphans.ts";
import { opensAt } from "./policy.ts";
import { shrinkIfCold } from "./resize.ts";
import { lotsOnHand, readStock, type Stock, sumOf } from "./stock.ts";
import { isIncoming } from "./stock-lot.ts";

/**
 * Sweeps all SKUs: frees holds that their orders do not need, merges the lots of cold locations,
 * and publishes levels that were missed.
 * @returns counts; `waitedFor` lists the SKUs that orders wait for and that have units now
 */
export async function sweep(ctx: Context, isOrphan: IsOrphan) {
  const done = { skus: 0, freed: 0, shrunk: 0, waitedFor: [] as string[] };
  const now = ctx.clock.now();
  for await (const stock of allStock(now)) {
    done.skus += 1;
    const freed = await freeOrphans(stock, now, isOrphan);
    done.freed += freed;
    if (await shrinkIfCold(ctx, stock)) done.shrunk += 1;
    const fresh = freed > 0 ? await readStock(stock.sku, now) : stock;
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
