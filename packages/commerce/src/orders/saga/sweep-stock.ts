import type { IsOrphan } from "../../inventory/index.ts";
import * as Inventory from "../../inventory/index.ts";
import type { Context } from "../../platform/context.ts";
import * as Orders from "../index.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Looks after reservations that outlived their orders, after the lots, and after orders that wait
 * although there are units.
 */
export async function sweepStock(ctx: Context) {
  const done = await Inventory.sweep(ctx, isOrphan);
  for (const sku of done.waitedFor) await serveWaiting(ctx, sku);
  return done;
}

/** The order is at rest, has its stock committed, or takes no units from this lot. */
const isOrphan: IsOrphan = async (orderId, lot) => {
  const order = await Orders.read(orderId);
  if (order?.open === undefined || order.fulfilledAt !== undefined) return true;
  return !order.allocations?.some((one) => Inventory.isSameLot(one, lot));
};
