import css from "./cart-button.module.css";
import { m } from "#messages";

export const CartButton = () => (
  <button type="button" className={css.button}>
    {m.cart()}
  </button>
);
