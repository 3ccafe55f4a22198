import type { Context } from "../context.ts";
import { Inventory } from "../inventory/index.ts";
import { OrderRecords } from "../orders/index.ts";

/** Looks after reservations that outlived their orders, and after the lots. */
export function sweepStock(ctx: Context) {
  return Inventory.sweep(ctx, async (orderId) => (await OrderRecords.read(orderId))?.open === undefined);
}
