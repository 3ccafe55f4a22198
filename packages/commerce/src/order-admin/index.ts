/**
 * Orders as staff see and steer them. Invariant: whatever staff do to an order is in its journal, written in the transaction
 * of the deed.
 */
export { addNote, cancel, refund, undo } from "./act.ts";
export { edit } from "./edit.ts";
export { parcelLabels } from "./parcel-labels.ts";
export { get, invoiceOf, list } from "./read.ts";
export { timeline } from "./timeline.ts";
