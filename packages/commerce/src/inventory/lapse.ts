import type { Context } from "../platform/context.ts";
import { lapsedHolds } from "./ageing.ts";
import { releaseHold } from "./lot.ts";
import type { Stock } from "./stock.ts";

/**
 * Releases lapsed holds; only those of `orders`, when given. An order whose hold lapsed learns of
 * it when it commits.
 * @returns the number of released holds
 */
export async function releaseLapsed(
  ctx: Context,
  { lots }: Stock,
  orders?: ReadonlySet<string>,
): Promise<number> {
  const now = ctx.clock.now();
  let freed = 0;
  for (const lot of lots) {
    for (const orderId of lapsedHolds(lot, now)) {
      if (orders && !orders.has(orderId)) continue;
      const { done } = await releaseHold(lot, orderId, lot.holds[orderId]?.quantity ?? 0, now);
      if (done) freed += 1;
    }
  }
  return freed;
}
