import type { Context } from "../platform/context.ts";
import { isoNow } from "../platform/time.ts";
import type { Order } from "./entity.ts";

/** The facts of an order that turns from forward to undo. Its attempts are counted anew. */
export const withdrawal = (ctx: Context, order: Order) => ({
  withdrawnAt: order.withdrawnAt ?? isoNow(ctx),
  progressLease: order.lease,
});
