import * as Inventory from "../../inventory/index.ts";
import type { Context } from "../../platform/context.ts";
import * as Orders from "../index.ts";
import { serveWaiting } from "./serve-waiting.ts";

/**
 * Looks after reservations that outlived their orders, after the lots, and after orders that wait
 * although there are units.
 */
export async function sweepStock(ctx: Context) {
  const isOver = async (orderId: string) => (await Orders.read(orderId))?.open === undefined;
  const done = await Inventory.sweep(ctx, isOver);
  for (const sku of done.waitedFor) await serveWaiting(ctx, sku);
  return done;
}
