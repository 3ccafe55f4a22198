import type { SkuAvailability } from "@tradewind/client";
import { getLocale, m } from "../app/language.ts";
import { formatOf } from "../app/locale.ts";
import css from "./availability-text.module.css";

/** From this number on nobody need hurry. */
const PLENTY = 6;

/** The availability of a variant, in words. */
export function AvailabilityText({ stock }: { stock: SkuAvailability }) {
  return <p className={stock.availability === "in_stock" ? css.good : css.quiet}>{textOf(stock)}</p>;
}

function textOf({ availability, available, shipsFrom }: SkuAvailability): string {
  if (availability === "out_of_stock") return m.sold_out();
  if (availability === "in_stock")
    return available < PLENTY ? m.few_left({ count: available }) : m.in_stock();
  return shipsFrom === undefined ? m.ships_later() : m.ships_from({ date: dateOf(shipsFrom) });
}

const dateOf = (time: string) =>
  // The same day wherever the page is rendered.
  new Intl.DateTimeFormat(formatOf(getLocale()), { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(time),
  );
