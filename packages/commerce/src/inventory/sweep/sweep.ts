import type { Context } from "../../platform/context.ts";
import { severalAtOnce } from "../../platform/several-at-once.ts";
import { publishLevelOf } from "../alerts.ts";
import { skuPages } from "../all-stock.ts";
import { opensAt } from "../policy.ts";
import { shrinkIfCold } from "../resize.ts";
import { lotsOnHand, readFirstLots, readStock, type Stock, stockOf, sumOf } from "../stock.ts";
import { isIncoming, type StockLot } from "../stock-lot.ts";
import { freeOrphans, type IsOrphan } from "./orphans.ts";
import { readPosition, savePosition } from "./position.ts";

export interface StockSweep {
  isOrphan: IsOrphan;
  /** Called for a SKU that orders wait for and that has units now. */
  serveWaiting: (sku: string) => Promise<void>;
  /** Epoch milliseconds. No further page of SKUs is begun from then on; the next sweep goes on. */
  deadline: number;
  /** Logs why a SKU failed. The sweep goes on. */
  failed: (sku: string, error: unknown) => void;
}

/**
 * Sweeps all SKUs: frees holds that their orders do not need, merges the lots of cold locations,
 * publishes levels that were missed, and has waiting orders served. It goes on where the last sweep
 * stopped.
 * @returns counts; `left` is true when the deadline came first
 */
export async function sweep(ctx: Context, options: StockSweep) {
  const done = { skus: 0, failed: 0, freed: 0, shrunk: 0, left: false };
  const from = await readPosition();
  let saved = from;
  for await (const skus of skuPages(from)) {
    if (ctx.clock.now() >= options.deadline) return { ...done, left: true };
    await severalAtOnce(await readFirstLots(skus), async (first) => {
      done.skus += 1;
      try {
        const { freed, shrunk } = await sweepSku(ctx, first, options);
        done.freed += freed;
        if (shrunk) done.shrunk += 1;
      } catch (error) {
        done.failed += 1;
        options.failed(first.sku, error);
      }
    });
    saved = skus.at(-1);
    await savePosition(saved);
  }
  if (saved !== undefined) await savePosition(undefined);
  return done;
}

async function sweepSku(ctx: Context, first: StockLot, { isOrphan, serveWaiting }: StockSweep) {
  const { sku } = first;
  const now = ctx.clock.now();
  const stock = await stockOf(first, now);
  if (!stock) return { freed: 0, shrunk: false };
  const freed = await freeOrphans(stock, now, isOrphan);
  const shrunk = await shrinkIfCold(ctx, stock);
  const fresh = freed > 0 ? await readStock(sku, now) : stock;
  // The process that changed the stock record meanwhile has checked the level.
  if (fresh) await publishLevelOf(ctx, fresh);
  if (fresh && hasUnitsForWaiting(fresh, now)) await serveWaiting(sku);
  return { freed, shrunk };
}

const hasUnitsForWaiting = (stock: Stock, now: number) =>
  sumOf(stock.lots.filter(isIncoming), "sold") > 0 &&
  sumOf(lotsOnHand(stock), "available") > 0 &&
  opensAt(stock.record) <= now;
