/**
 * One cart per customer, and one for each guest who asked for it. Invariants: a SKU is in it once, with 1 to 99 units; a write names the version it read, so no
 * change is lost; placing an order empties it in the order's own transaction.
 */
export { cartOf, cartRead, emptyWrite, reprice } from "./checkout.ts";
export type { CartLine } from "./entity.ts";
export { asGuest, merge, openForGuest } from "./guest.ts";
export { addItem, changeItem, get, removeItem } from "./items.ts";
export { shippingOptions } from "./shipping-options.ts";
export type { StoredCart } from "./stored.ts";
