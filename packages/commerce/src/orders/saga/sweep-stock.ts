import { stockSweep } from "@tradewind/blueprint/schedules";
import type { IsOrphan } from "../../inventory/index.ts";
import * as Inventory from "../../inventory/index.ts";
import type { Context } from "../../platform/context.ts";
import { deadlineOf } from "../../platform/due.ts";
import * as Orders from "../index.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Frees holds that no order needs any more, merges cold lots, and serves orders that wait although
 * there are units.
 */
export function sweepStock(ctx: Context, logFailure: (stock: { sku: string }, error: unknown) => void) {
  return Inventory.sweep(ctx, {
    isOrphan,
    serveWaiting: (sku) => serveWaiting(ctx, sku),
    deadline: deadlineOf(ctx, stockSweep),
    failed: (sku, error) => logFailure({ sku }, error),
  });
}

/** The order does not exist, it rests, its stock is sold, or it takes no units from this lot. */
const isOrphan: IsOrphan = async (orderId, lot) => {
  const order = await Orders.read(orderId);
  if (order?.due === undefined || order.fulfilledAt !== undefined) return true;
  return !order.allocations?.some((one) => Inventory.isSameLot(one, lot));
};
