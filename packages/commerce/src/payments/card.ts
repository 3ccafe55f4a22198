import type { CardBrand } from "@tradewind/blueprint/areas/payments";
import { DomainError, type Violation } from "../platform/errors.ts";
import type { Card } from "./processor.ts";

/** Issuer identification ranges. https://en.wikipedia.org/wiki/Payment_card_number */
const BRANDS: readonly [CardBrand, RegExp][] = [
  ["visa", /^4/],
  ["mastercard", /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
  ["amex", /^3[47]/],
  ["discover", /^(6011|64[4-9]|65)/],
  ["diners", /^3(0[0-5]|[689])/],
  ["jcb", /^35(2[89]|[3-8])/],
  ["unionpay", /^62/],
];

export function brandOf(number: string): CardBrand {
  return BRANDS.find(([, range]) => range.test(number))?.[0] ?? "unknown";
}

/** ISO/IEC 7812-1: the check digit catches a mistyped number. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    let digit = Number(number[number.length - 1 - index]);
    if (index % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** @throws payment.card_invalid */
export function checkCard(card: Card, now: number): void {
  const violations: Violation[] = [];
  if (!passesLuhn(card.number)) violations.push({ pointer: "/body/number", detail: "Not a card number" });
  // A card is good through the last day of its month.
  if (Date.UTC(card.expYear, card.expMonth) <= now) {
    violations.push({ pointer: "/body/expYear", detail: "The card has expired" });
  }
  const cvcLength = brandOf(card.number) === "amex" ? 4 : 3;
  if (card.cvc.length !== cvcLength)
    violations.push({ pointer: "/body/cvc", detail: `Expected ${cvcLength} digits` });
  if (violations.length > 0) throw new DomainError("payment.card_invalid", { violations });
}
