import type { Money } from "@tradewind/blueprint/language/schema";

/** The currency of the shop's prices. */
export const SHOP_CURRENCY = "USD";

export const shopMoney = (amount: number): Money => ({ amount, currency: SHOP_CURRENCY });

export function add(first: Money, ...others: Money[]): Money {
  let amount = first.amount;
  for (const other of others) {
    if (other.currency !== first.currency) {
      throw new RangeError(`Cannot add ${other.currency} to ${first.currency}.`);
    }
    amount += other.amount;
  }
  return requireSafe({ amount, currency: first.currency });
}

/** The first amount minus the second. */
export const subtract = (first: Money, second: Money): Money =>
  add(first, { ...second, amount: -second.amount });

/** Multiplies by a whole number. @throws RangeError when `factor` is not a safe integer */
export function times(money: Money, factor: number): Money {
  if (!Number.isSafeInteger(factor)) throw new RangeError(`Not a whole number: ${factor}`);
  return requireSafe({ amount: money.amount * factor, currency: money.currency });
}

export function sum(amounts: readonly Money[], currency: string): Money {
  return add({ amount: 0, currency }, ...amounts);
}

export const equals = (a: Money, b: Money) => a.amount === b.amount && a.currency === b.currency;

/** Amounts are exact: one beyond the safe integers is a defect, never a rounding. */
function requireSafe(money: Money): Money {
  if (!Number.isSafeInteger(money.amount)) throw new RangeError("The amount is too large.");
  return money;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** To make a formatter takes a hundred times as long as to use it. */
function formatterOf(currency: string): Intl.NumberFormat {
  const formatter =
    formatters.get(currency) ?? new Intl.NumberFormat("en-US", { style: "currency", currency });
  formatters.set(currency, formatter);
  return formatter;
}

/** Formats an amount for people, such as `$1,234.50`. */
export function format(money: Money): string {
  const formatter = formatterOf(money.currency);
  const digits = formatter.resolvedOptions().maximumFractionDigits ?? 2;
  return formatter.format(money.amount / 10 ** digits);
}
