/** Orders for their customers. */
import * as Logistics from "../logistics/index.ts";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import type { PageWanted } from "../platform/dynamodb/options.ts";
import { pageOfOwn, readOwn } from "./read.ts";
import { view } from "./view.ts";

/** One of the caller's orders, with the state of its payment. @throws order.not_found */
export async function getOwn(ctx: Context, orderId: string) {
  const [order, payment] = await Promise.all([readOwn(ctx, orderId), Payments.summary(orderId)]);
  const seen = view(order);
  return { ...seen, payment: { ...seen.payment, ...payment } };
}

/** The parcels of one of the caller's orders, with their scans. @throws order.not_found */
export async function trackOwn(ctx: Context, orderId: string) {
  const [seen] = await Promise.all([Logistics.tracking(orderId), readOwn(ctx, orderId)]);
  return seen;
}

/**
 * A page of the caller's orders, newest first.
 * @throws request.invalid when the cursor is not one of ours
 */
export async function listOwn(ctx: Context, page: PageWanted) {
  const { orders, cursor } = await pageOfOwn(ctx, page);
  return { items: orders.map(view), ...(cursor ? { nextCursor: cursor } : {}) };
}
