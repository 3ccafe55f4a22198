import { useRef } from "react";
import { m } from "../app/language.ts";
import { useCart } from "../app/use-cart.ts";
import { Basket } from "./basket.tsx";
import css from "./cart-button.module.css";
import { CartPanel } from "./cart-panel.tsx";

/** The number of things in the cart. It opens the cart, for which a browser needs scripts. */
export function CartButton() {
  const panel = useRef<HTMLDialogElement>(null);
  const {
    view: { count },
  } = useCart();
  return (
    <>
      <button
        type="button"
        className={css.button}
        aria-haspopup="dialog"
        onClick={() => panel.current?.showModal()}
      >
        <Basket />
        <span className={css.word}>{m.cart()}</span>
        <span className={css.count}>{count}</span>
      </button>
      <CartPanel ref={panel} />
    </>
  );
}
