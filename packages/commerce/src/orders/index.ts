/**
 * Orders. Invariants:
 * - An order, its event, the emptied cart and the spent token commit together or not at all.
 * - The same Idempotency-Key never makes a second order.
 * - A change of status names the status it leaves, in the database's own condition.
 */
export { cancel, cancelOwn } from "./cancel.ts";
export { dueOrders, overdue } from "./due-orders.ts";
export { editWrites, isEditable, refundOf, withLines } from "./edit.ts";
export type { HistoryEntry, Order, OrderLine, UnitsReturned } from "./entity.ts";
export { wholeHistory } from "./history.ts";
export { invoice, invoiceOwn } from "./invoice.ts";
export { list } from "./list.ts";
export { newOrder } from "./new-order.ts";
export { getOwn, listOwn, trackOwn } from "./own.ts";
export { commitOrder, invalidToken, keyedRequest, placeOnce, priceChanged } from "./place.ts";
export { placeCart } from "./place-cart.ts";
export { priceOrder } from "./pricing.ts";
export { contactOf, read, readOwn } from "./read.ts";
export { payerOf, replacementWrites } from "./replace.ts";
export { isReturnable, NOTHING_RETURNED, returnsWrite, unitsSold } from "./returns.ts";
export { type OrderContent, storedForm } from "./stored-form.ts";
export { timelineEntries, timelineOwn } from "./timeline.ts";
export { transitionWrites } from "./transition.ts";
export { view } from "./view.ts";
export { readWantedLines } from "./wanted-lines.ts";
