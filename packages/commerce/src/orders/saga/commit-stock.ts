/** Turns what is held into sales. The undo of the reservation takes sales back, too. */
import * as Inventory from "../../inventory/index.ts";
import type { Context } from "../../platform/context.ts";
import { requireOrder } from "./require-order.ts";

export async function commitStock(ctx: Context, orderId: string): Promise<void> {
  const order = await requireOrder(orderId);
  await Inventory.commit(ctx, orderId, order.allocations ?? []);
}
