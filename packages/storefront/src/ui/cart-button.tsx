import { useRef, useState } from "react";
import { m } from "../app/language.ts";
import { useCart } from "../app/use-cart.ts";
import { Basket } from "./basket.tsx";
import css from "./cart-button.module.css";
import { CartPanel, type Reading } from "./cart-panel.tsx";

/** The number of things in the cart. It opens the cart, for which a browser needs scripts. */
export function CartButton() {
  const panel = useRef<HTMLDialogElement>(null);
  const [reading, setReading] = useState<Reading>("begun");
  const { cart, view } = useCart();
  const open = () => {
    panel.current?.showModal();
    setReading("begun");
    cart?.load().then(
      () => setReading("done"),
      () => setReading("failed"),
    );
  };
  return (
    <>
      <button type="button" className={css.button} aria-haspopup="dialog" onClick={open}>
        <Basket />
        <span className={css.word}>{m.cart()}</span>
        <span className={css.count}>{view.count}</span>
      </button>
      <CartPanel ref={panel} contents={view.contents} reading={reading} />
    </>
  );
}
