import { use, useSyncExternalStore } from "react";
import { CartContext, type CartStore, type CartView, emptyView } from "./cart.ts";

const nothingChanges = () => () => {};
const empty = () => emptyView;

/** The cart and its view. A page begins with the empty one that the renderer wrote. */
export function useCart(): { cart: CartStore | undefined; view: CartView } {
  const cart = use(CartContext);
  const view = useSyncExternalStore(cart?.subscribe ?? nothingChanges, cart?.view ?? empty, empty);
  return { cart, view };
}
