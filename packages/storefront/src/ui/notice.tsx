import { useEffect } from "react";
import { m } from "../app/language.ts";
import { useCart } from "../app/use-cart.ts";
import css from "./notice.module.css";

const SHOWN_MS = 6000;

/** The outcome of the last action, for eyes and for screen readers. A refusal stays. */
export function Notice() {
  const {
    cart,
    view: { notice },
  } = useCart();
  useEffect(() => {
    if (!notice || notice.refused) return;
    const timer = setTimeout(() => cart?.dismiss(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [cart, notice]);
  return (
    <div role="status" className={css.place}>
      {notice && (
        <div className={notice.refused ? css.refused : css.done}>
          <p>{notice.text}</p>
          <button type="button" onClick={() => cart?.dismiss()}>
            {m.close()}
          </button>
        </div>
      )}
    </div>
  );
}
