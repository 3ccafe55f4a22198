import type { Context } from "../platform/context.ts";
import { lapsedHolds } from "./ageing.ts";
import { releaseHold } from "./lot.ts";
import type { Stock } from "./stock.ts";

/**
 * Releases holds that are past their time; only those of `orders`, when given. Their orders find out when they commit.
 * @returns how many were released
 */
export async function freeLapsed(
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
