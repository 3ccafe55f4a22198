/**
 * One cart per customer, and one for each guest who asked for it. Invariants:
 * - A SKU is in a cart once, with 1 to 99 units.
 * - A write names the version it read, so no change is lost.
 * - Placing an order empties the cart in the order's own transaction.
 */
export { cartOf, cartRead, emptyWrite, reprice } from "./checkout.ts";
export { asGuest, merge, noCart, openForGuest } from "./guest.ts";
export { addItem, changeItem, get, removeItem } from "./items.ts";
export { shippingOptions } from "./shipping-options.ts";
