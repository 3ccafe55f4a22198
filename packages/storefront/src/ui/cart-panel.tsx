import { type Ref, use, useId } from "react";
import type { Cart, CartItem } from "@tradewind/client";
import { m } from "../app/language.ts";
import { catalogText } from "../app/locale.ts";
import { price } from "../app/money.ts";
import css from "./cart-panel.module.css";
import { IsLocal } from "./local-strip.tsx";

export type Reading = "begun" | "done" | "failed";

interface CartPanelProps {
  ref: Ref<HTMLDialogElement>;
  /** The cart as far as it is known, also while it is read once more. */
  contents: Cart | undefined;
  reading: Reading;
}

/** The cart, at the side of the page. */
export function CartPanel({ ref, contents, reading }: CartPanelProps) {
  const heading = useId();
  return (
    <dialog
      ref={ref}
      className={css.panel}
      aria-labelledby={heading}
      onClick={({ target, currentTarget }) => {
        // A press beside the panel.
        if (target === currentTarget) currentTarget.close();
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
          {contents && reading !== "failed" ? (
            <Contents cart={contents} />
          ) : (
            <p>{withoutContents(reading)}</p>
          )}
        </div>
      </div>
    </dialog>
  );
}

function withoutContents(reading: Reading): string {
  if (reading === "failed") return m.cart_unreachable();
  return reading === "begun" ? m.cart_loading() : m.cart_empty();
}

function Contents({ cart: { items, totals } }: { cart: Cart }) {
  const local = use(IsLocal);
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
      {local && (
        <p className={css.later}>
          {m.cart_later()} <a href="/api-docs">{m.cart_until_then()}</a>
        </p>
      )}
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
