/** Orders as their customers see them. */
import * as Logistics from "../logistics/index.ts";
import * as Payments from "../payments/index.ts";
import type { Context } from "../platform/context.ts";
import type { PageWanted } from "../platform/dynamodb/options.ts";
import { pageOfOwn, readOwn } from "./read.ts";
import { view } from "./view.ts";

/** The order and the state of its payment. @throws order.not_found */
export async function getOwn(ctx: Context, orderId: string) {
  const [order, payment] = await Promise.all([readOwn(ctx, orderId), Payments.summary(orderId)]);
  const seen = view(order);
  return { ...seen, payment: { ...seen.payment, ...payment } };
}

/** The scans of the order's parcels. @throws order.not_found */
export async function trackOwn(ctx: Context, orderId: string) {
  const [seen] = await Promise.all([Logistics.tracking(orderId), readOwn(ctx, orderId)]);
  return seen;
}

/** @throws request.invalid when the cursor is not one of ours */
export async function listOwn(ctx: Context, page: PageWanted) {
  const { orders, cursor } = await pageOfOwn(ctx, page);
  return { items: orders.map(view), ...(cursor ? { nextCursor: cursor } : {}) };
}
