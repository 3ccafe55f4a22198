/**
 * The address books of customers. Invariants:
 * - Customers see and change only their own addresses, and each has at most 20.
 * - A book that is not empty has exactly one default.
 * - A write names the version it read, so no change is lost.
 */
export { add, list, remove, replace } from "./book.ts";
