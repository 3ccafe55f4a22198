import type { Context } from "../platform/context.ts";
import { severalAtOnce } from "../platform/several-at-once.ts";
import { commitHold } from "./lot.ts";
import type { Allocation } from "./rules.ts";

/**
 * Turns an order's holds into sales. Only for an order that held all of its allocations: a hold
 * that is gone was then committed by an earlier attempt, as nothing else ends the hold of an order
 * that goes on.
 * @throws when the order holds another number of units, as only a late duplicate can
 */
export async function commit(
  _ctx: Context,
  orderId: string,
  allocations: readonly Allocation[],
): Promise<void> {
  await severalAtOnce(allocations, async (allocation) => {
    const { sku, quantity } = allocation;
    const write = await commitHold(allocation, orderId, quantity);
    const held = write.done ? undefined : write.lot?.holds[orderId];
    if (held) throw new Error(`Order ${orderId} holds ${held.quantity} of ${sku} in a lot, not ${quantity}.`);
  });
}
