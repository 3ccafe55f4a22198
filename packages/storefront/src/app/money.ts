import type { Money } from "@tradewind/client";
import { getLocale } from "./language.ts";
import { formatOf } from "./locale.ts";

const formats = new Map<string, Intl.NumberFormat>();

function formatIn(currency: string): Intl.NumberFormat {
  const locale = formatOf(getLocale());
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: "currency", currency });
  formats.set(key, format);
  return format;
}

/** Minor units of a currency in its unit: 100 cents in a dollar. */
export const minorUnits = (currency: string): number =>
  10 ** (formatIn(currency).resolvedOptions().maximumFractionDigits ?? 2);

/** A price as people of the page's language write it: `$19.99`, `19,99 $`. */
export const price = ({ amount, currency }: Money): string =>
  formatIn(currency).format(amount / minorUnits(currency));

/** A price for programs: `19.99`. */
export const decimal = ({ amount, currency }: Money): string =>
  (amount / minorUnits(currency)).toFixed(Math.log10(minorUnits(currency)));
