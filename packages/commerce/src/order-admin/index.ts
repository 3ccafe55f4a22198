/**
 * Orders as staff see and steer them. Invariant: whatever staff do to an order is in its journal, written in the transaction
 * of the deed.
 */
import { invoice } from "../orders/index.ts";
import { addNote, cancel, refund, undo } from "./act.ts";
import { edit } from "./edit.ts";
import { get, list, theOrder } from "./read.ts";
import { timeline } from "./timeline.ts";

export { parcelLabels } from "./parcel-labels.ts";

export const OrderAdmin = {
  list,
  get,
  timeline,
  addNote,
  cancel,
  undo,
  refund,
  edit,
  /** @throws order.not_found, order.not_invoiced */
  invoice: async (orderId: string) => invoice(await theOrder(orderId)),
};
