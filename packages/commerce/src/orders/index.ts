/**
 * Orders. Invariants: an order, its event, the emptied cart and the spent token commit together or not at all; the same
 * Idempotency-Key never makes a second order; a change of state names the state it leaves, in the database's own condition.
 */
import type { Context } from "../platform/context.ts";
import { tracking } from "../logistics/index.ts";
import { Payments } from "../payments/index.ts";
import { cancel, cancelOwn } from "./cancel.ts";
import { claim, reallocate, stillFulfilled, stockReturned, withdraw } from "./claim.ts";
import { list } from "./list.ts";
import { recordEdit, refundOf, withLines } from "./edit.ts";
import { listOwn, read, readOwn } from "./read.ts";
import { close, openSince } from "./open.ts";
import { placeCart } from "./place-cart.ts";
import type { Order } from "./entity.ts";
import { payerOf, replacing } from "./replace.ts";
import { isReturnable, recordReturns } from "./returns.ts";
import { outOfHands, reasonOf } from "./states.ts";
import { kindOf, timeline } from "./timeline.ts";
import { transition } from "./transition.ts";
import { served, waitUnder } from "./waiting.ts";
import { view } from "./view.ts";

export { invoice, invoiceOwn } from "./invoice.ts";
export { place } from "./place.ts";
export { priced } from "./pricing.ts";
export { NOTHING_RETURNED } from "./returns.ts";
export type { Order, OrderLine, UnitsReturned } from "./entity.ts";
export type { OrderStatus } from "./states.ts";

/** What customers do with their orders. */
export const Orders = {
  place: placeCart,
  cancel: cancelOwn,
  timeline,
  /** The order with what became of its payment. @throws order.not_found */
  async get(ctx: Context, orderId: string) {
    const [order, payment] = await Promise.all([readOwn(ctx, orderId), Payments.summary(orderId)]);
    const seen = view(order);
    return { ...seen, payment: { ...seen.payment, ...payment } };
  },
  /** Where its parcels have been seen. @throws order.not_found */
  async tracking(ctx: Context, orderId: string) {
    const [seen] = await Promise.all([tracking(orderId), readOwn(ctx, orderId)]);
    return seen;
  },
  async list(ctx: Context, page: { limit: number; cursor?: string | undefined }) {
    const { orders, cursor } = await listOwn(ctx, page);
    return { items: orders.map(view), ...(cursor ? { nextCursor: cursor } : {}) };
  },
};

/** What the saga does with them. */
export const OrderRecords = {
  read,
  openSince,
  close,
  claim,
  withdraw,
  reallocate,
  transition,
  waitUnder,
  served,
  stillFulfilled,
  stockReturned,
  readOwn,
  list,
  view,
  cancel,
  reasonOf,
  refundOf,
  withLines,
  recordEdit,
  isEditable: ({ status, withdrawnAt }: Order) => status === "FULFILLED" && withdrawnAt === undefined,
  kindOf,
  isWaiting: ({ status, withdrawnAt }: Order) => status === "AWAITING_STOCK" && withdrawnAt === undefined,
  isReturnable,
  recordReturns,
  payerOf,
  replacing,
  /** The carrier has the parcel, or part of it: nothing is undone any more. */
  isOutOfHands: ({ status }: Order) => outOfHands.includes(status),
};
