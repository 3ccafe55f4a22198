/**
 * The address books of customers. Invariants:
 * - A customer sees and changes only the addresses of the own book, and has at most 20.
 * - A book that is not empty has exactly one default.
 * - A write names the version it read, so no change is lost.
 */
export { add, list, remove, replace } from "./book.ts";
