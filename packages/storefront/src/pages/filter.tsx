import { Form, Link } from "react-router";
import { m } from "../app/language.ts";
import { CATALOG_CURRENCY, isNarrowed } from "../app/listing.ts";
import css from "./filter.module.css";

/** Order and prices of a list. The form changes the address, so that it needs no script. */
export const Filter = ({ search }: { search: URLSearchParams }) => (
  <Form className={css.filter} aria-label={m.filter()} preventScrollReset>
    <label>
      {m.sort()}
      <select name="sort" defaultValue={search.get("sort") ?? "price"}>
        <option value="price">{m.sort_price_up()}</option>
        <option value="-price">{m.sort_price_down()}</option>
      </select>
    </label>
    <fieldset>
      <legend>{m.filter_price({ currency: CATALOG_CURRENCY })}</legend>
      <Bound name="from" label={m.filter_from()} value={search.get("from")} />
      <Bound name="to" label={m.filter_to()} value={search.get("to")} />
    </fieldset>
    <button type="submit">{m.filter_apply()}</button>
    {isNarrowed(search) && <Link to={{ search: "" }}>{m.filter_reset()}</Link>}
  </Form>
);

const Bound = ({ name, label, value }: { name: string; label: string; value: string | null }) => (
  <label>
    <span>{label}</span>
    <input name={name} type="number" min="0" step="any" inputMode="decimal" defaultValue={value ?? ""} />
  </label>
);
