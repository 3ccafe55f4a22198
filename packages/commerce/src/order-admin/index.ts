/**
 * Orders as staff see and steer them. Invariant: whatever staff do to an order is in its journal, written in the transaction
 * of the deed.
 */
import { addNote, cancel, refund, undo } from "./act.ts";
import { edit } from "./edit.ts";
import { get, list } from "./read.ts";
import { timeline } from "./timeline.ts";

export const OrderAdmin = { list, get, timeline, addNote, cancel, undo, refund, edit };
