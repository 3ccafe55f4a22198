import { type Ref, useId, useState } from "react";
import type { Cart, CartItem } from "@tradewind/client";
import { m } from "../app/language.ts";
import { catalogText } from "../app/locale.ts";
import { price } from "../app/money.ts";
import { useCart } from "../app/use-cart.ts";
import css from "./cart-panel.module.css";

/** The contents of the cart, at the side of the page. They are read when it opens. */
export function CartPanel({ ref }: { ref: Ref<HTMLDialogElement> }) {
  const heading = useId();
  const { cart, view } = useCart();
  const [state, setState] = useState<"closed" | "loading" | "shown" | "failed">("closed");

  const open = () => {
    setState("loading");
    cart?.load().then(
      () => setState("shown"),
      () => setState("failed"),
    );
  };
  return (
    <dialog
      ref={ref}
      className={css.panel}
      aria-labelledby={heading}
      onToggle={({ newState }) => newState === "open" && open()}
      onClick={({ target, currentTarget }) => {
        // A press beside the panel, or on a link in it.
        if (target === currentTarget || (target as Element).closest("a")) currentTarget.close();
      }}
    >
      <div className={css.content}>
        <div className={css.head}>
          <h2 id={heading}>{m.cart()}</h2>
          <button
            type="button"
            className={css.close}
            onClick={(event) => event.currentTarget.closest("dialog")?.close()}
          >
            {m.close()}
          </button>
        </div>
        <div aria-live="polite">
          {state === "failed" ? <p>{m.cart_unreachable()}</p> : null}
          {state === "loading" && !view.contents ? <p>{m.cart_loading()}</p> : null}
          {state !== "failed" && view.contents ? <Contents cart={view.contents} /> : null}
          {state === "shown" && !view.contents ? <p>{m.cart_empty()}</p> : null}
        </div>
      </div>
    </dialog>
  );
}

function Contents({ cart: { items, totals } }: { cart: Cart }) {
  if (items.length === 0) return <p>{m.cart_empty()}</p>;
  return (
    <>
      <ul className={css.lines}>
        {items.map((item) => (
          <Line key={item.sku} item={item} />
        ))}
      </ul>
      <p className={css.total}>
        <span>{m.cart_subtotal()}</span>
        <span>{price(totals.subtotal)}</span>
      </p>
    </>
  );
}

const Line = ({ item }: { item: CartItem }) => (
  <li className={css.line}>
    <img src={item.image} alt="" width="72" height="72" />
    <div>
      <p className={css.name} {...catalogText()}>
        {item.name}
      </p>
      <p className={css.quiet} {...catalogText()}>
        {Object.values(item.options).join(", ")}
      </p>
      <p className={css.quiet}>{m.cart_quantity({ count: item.quantity })}</p>
    </div>
    <p>{price(item.total)}</p>
  </li>
);
