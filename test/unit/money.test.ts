import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, format, sum, times } from "@tradewind/commerce/platform/money";

const usd = (amount: number) => ({ amount, currency: "USD" });
const amounts = fc.integer({ min: 0, max: 10_000_000 });

describe("money", () => {
  it("adds in any order to the same sum", () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 50 }), (list) => {
        const forward = sum(list.map(usd), "USD");
        expect(sum(list.map(usd).toReversed(), "USD")).toEqual(forward);
        expect(forward.amount).toBe(list.reduce((total, amount) => total + amount, 0));
      }),
    );
  });

  it("multiplies as repeated addition", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 99 }), (amount, factor) => {
        const repeated = sum(
          Array.from({ length: factor }, () => usd(amount)),
          "USD",
        );
        expect(times(usd(amount), factor)).toEqual(repeated);
      }),
    );
  });

  it("does not mix currencies", () => {
    expect(() => add(usd(1), { amount: 1, currency: "EUR" })).toThrow(RangeError);
  });

  it("refuses amounts that would lose a cent", () => {
    expect(() => add(usd(Number.MAX_SAFE_INTEGER), usd(1))).toThrow(RangeError);
    expect(() => times(usd(100), 1.5)).toThrow(RangeError);
  });

  it("is formatted with the digits of its currency", () => {
    expect(format(usd(123_450))).toBe("$1,234.50");
    expect(format({ amount: 500, currency: "JPY" })).toBe("¥500");
    expect(format({ amount: 1234, currency: "KWD" })).toContain("1.234");
  });
});
