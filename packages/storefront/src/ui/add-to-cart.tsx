import type { Variant } from "@tradewind/client";
import { m } from "../app/language.ts";
import { useCart } from "../app/use-cart.ts";
import { canBeBought } from "../app/variants.ts";
import css from "./add-to-cart.module.css";
import { WithCatalogText } from "./with-catalog-text.tsx";

/** Puts one unit in the cart. A browser without scripts is told that it cannot. */
export function AddToCart({ name, variant }: { name: string; variant: Variant }) {
  const { cart } = useCart();
  const added = <WithCatalogText message={(text) => m.cart_added({ name: text })}>{name}</WithCatalogText>;
  return (
    <>
      <button
        type="button"
        className={css.button}
        disabled={!canBeBought(variant)}
        onClick={() => void cart?.add(variant.sku, 1, added)}
      >
        {canBeBought(variant) ? m.add_to_cart() : m.sold_out()}
      </button>
      <noscript>
        <p>{m.cart_needs_scripts()}</p>
      </noscript>
    </>
  );
}
