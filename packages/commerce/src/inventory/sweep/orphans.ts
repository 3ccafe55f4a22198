/**
 * Holds that their order does not need: a late duplicate made them, or their order ended without
 * releasing them. Nobody else takes the units of a hold, so the sweep frees these.
 */
import { STOCK_HOLD_MINUTES } from "@tradewind/blueprint/ground/limits";
import { releaseHoldAsRead } from "../lot.ts";
import type { Stock } from "../stock.ts";
import type { LotKey } from "../stock-lot.ts";

/**
 * True when the order will never commit what it holds in the lot, nor release it: it does not
 * exist, is at rest, has its stock committed, or has no units from this lot. False while it may
 * still be undone: a hold that is gone would then be taken for a sale.
 */
export type IsOrphan = (orderId: string, lot: LotKey) => Promise<boolean>;

/** An order that goes on has asked for its units again within this time. */
const OLD_MS = STOCK_HOLD_MINUTES * 60 * 1000;

/** Frees old holds that are orphans. @returns the number of freed holds */
export async function freeOrphans({ lots }: Stock, now: number, isOrphan: IsOrphan): Promise<number> {
  let freed = 0;
  for (const lot of lots) {
    for (const [orderId, hold] of Object.entries(lot.holds)) {
      if (hold.at > now - OLD_MS || !(await isOrphan(orderId, lot))) continue;
      if (await releaseHoldAsRead(lot, orderId, hold)) freed += 1;
    }
  }
  return freed;
}
