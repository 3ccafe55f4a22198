import { useEffect, useRef } from "react";
import { Form, Link } from "react-router";
import { m } from "../app/language.ts";
import { CATALOG_CURRENCY, isNarrowed } from "../app/listing.ts";
import css from "./filter.module.css";

/** The values of the fields, by name. */
const valuesIn = (search: URLSearchParams) => ({
  sort: search.get("sort") === "-price" ? "-price" : "price",
  from: search.get("from") ?? "",
  to: search.get("to") ?? "",
});

/** Order and prices of a list. The form changes the address, so that it needs no script. */
export function Filter({ search }: { search: URLSearchParams }) {
  const form = useRef<HTMLFormElement>(null);
  const shown = useRef(search);
  const values = valuesIn(search);
  // The fields show the address, also after a way back. They stay, and so does the focus.
  useEffect(() => {
    if (shown.current === search) return;
    shown.current = search;
    for (const [name, value] of Object.entries(valuesIn(search))) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
    }
  }, [search]);
  return (
    <Form ref={form} className={css.filter} aria-label={m.filter()} preventScrollReset>
      <label>
        {m.sort()}
        <select name="sort" defaultValue={values.sort}>
          <option value="price">{m.sort_price_up()}</option>
          <option value="-price">{m.sort_price_down()}</option>
        </select>
      </label>
      <fieldset>
        <legend>{m.filter_price({ currency: CATALOG_CURRENCY })}</legend>
        <Bound name="from" label={m.filter_from()} value={values.from} />
        <Bound name="to" label={m.filter_to()} value={values.to} />
      </fieldset>
      <button type="submit">{m.filter_apply()}</button>
      {isNarrowed(search) && <Link to={{ search: "" }}>{m.filter_reset()}</Link>}
    </Form>
  );
}

const Bound = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <label>
    <span>{label}</span>
    <input name={name} type="number" min="0" step="any" inputMode="decimal" defaultValue={value} />
  </label>
);
