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
  return checked({ amount, currency: first.currency });
}

/** What is left of the first without the second. */
export const less = (first: Money, second: Money): Money => add(first, { ...second, amount: -second.amount });

/** `factor` is a count of units: a whole number. */
export function times(money: Money, factor: number): Money {
  if (!Number.isSafeInteger(factor)) throw new RangeError(`Not a whole number: ${factor}`);
  return checked({ amount: money.amount * factor, currency: money.currency });
}

export function sum(amounts: readonly Money[], currency: string): Money {
  return add({ amount: 0, currency }, ...amounts);
}

export const equal = (a: Money, b: Money) => a.amount === b.amount && a.currency === b.currency;

/** Amounts are exact: one that leaves the safe integers is a defect, not a rounding. */
function checked(money: Money): Money {
  if (!Number.isSafeInteger(money.amount)) throw new RangeError("The amount is too large.");
  return money;
}

/** `$1,234.50`, for people. */
export function format(money: Money): string {
  const formatter = new Intl.NumberFormat("en-US", { style: "currency", currency: money.currency });
  const digits = formatter.resolvedOptions().maximumFractionDigits ?? 2;
  return formatter.format(money.amount / 10 ** digits);
}
