/**
 * Orders for staff. Invariant: every action of staff on an order is in its journal, written in the
 * transaction of the action.
 */
export { addNote, cancel, refund, undo } from "./act.ts";
export { edit } from "./edit.ts";
export { parcelLabels } from "./parcel-labels.ts";
export { findOrder, get, invoiceOf, list } from "./read.ts";
export { resolve } from "./resolve.ts";
export { timeline } from "./timeline.ts";
