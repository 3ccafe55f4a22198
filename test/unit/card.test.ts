import { describe, expect, it } from "vitest";
import { brandOf, checkCard, passesLuhn } from "../../packages/commerce/src/payments/card.ts";

const NOW = Date.UTC(2026, 10, 15);
const card = { number: "4242424242424242", expMonth: 11, expYear: 2026, cvc: "123", holder: "Ada" };

describe("a card", () => {
  it.each([
    ["4242424242424242", "visa"],
    ["5555555555554444", "mastercard"],
    ["2223003122003222", "mastercard"],
    ["378282246310005", "amex"],
    ["6011111111111117", "discover"],
    ["3056930009020004", "diners"],
    ["3566002020360505", "jcb"],
    ["6200000000000005", "unionpay"],
    ["9999999999999995", "unknown"],
  ])("%s is of brand %s", (number, brand) => {
    expect(brandOf(number)).toBe(brand);
    expect(passesLuhn(number)).toBe(true);
  });

  it("with one wrong digit is refused", () => {
    for (let index = 0; index < card.number.length; index += 1) {
      const digit = (Number(card.number[index]) + 1) % 10;
      expect(passesLuhn(card.number.slice(0, index) + digit + card.number.slice(index + 1))).toBe(false);
    }
  });

  it("is valid until the last day of its month", () => {
    expect(() => checkCard(card, NOW)).not.toThrow();
    expect(() => checkCard({ ...card, expMonth: 10 }, NOW)).toThrow(
      expect.objectContaining({ code: "payment.card_invalid" }),
    );
  });

  it("has a security code of three digits, and of four from American Express", () => {
    const amex = { ...card, number: "378282246310005", cvc: "1234" };
    for (const right of [card, amex]) expect(() => checkCard(right, NOW)).not.toThrow();
    for (const wrong of [
      { ...card, cvc: "1234" },
      { ...amex, cvc: "123" },
    ])
      expect(() => checkCard(wrong, NOW)).toThrow(expect.objectContaining({ code: "payment.card_invalid" }));
  });

  it("is refused with every reason, but without its number in the message", () => {
    const bad = { ...card, number: "4242424242424241", expYear: 2025, cvc: "12345".slice(0, 4) };
    try {
      checkCard(bad, NOW);
      expect.unreachable();
    } catch (error) {
      const { violations } = error as { violations: { pointer: string }[] };
      expect(violations.map(({ pointer }) => pointer)).toEqual([
        "/body/number",
        "/body/expYear",
        "/body/cvc",
      ]);
      expect(JSON.stringify(error) + String(error)).not.toContain(bad.number);
    }
  });
});
