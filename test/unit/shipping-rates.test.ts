import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quote, shippingOptions } from "@tradewind/commerce/logistics/rates";
import { DomainError } from "@tradewind/commerce/platform/errors";

const US = { country: "US", postalCode: "12345" };
const light = { subtotal: 1000, weightGrams: 100 };

const price = (method: string | undefined, to = US, goods = light) => quote(method, to, goods).price.amount;

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return undefined;
}

describe("a delivery's price", () => {
  it.each([
    ["flat, by the default method", undefined, US, light, 499],
    ["nothing from a subtotal on", "standard", US, { ...light, subtotal: 5000 }, 0],
    ["just below it, the whole", "standard", US, { ...light, subtotal: 4999 }, 499],
    ["never free where no subtotal frees it", "express", US, { ...light, subtotal: 900_000 }, 1499],
    ["by weight, at a step", "economy", US, { ...light, weightGrams: 250 }, 249],
    ["by weight, just over it", "economy", US, { ...light, weightGrams: 251 }, 349],
    ["by the value of the goods", "standard", { country: "BR", postalCode: "01000" }, light, 1499],
    [
      "above the last value",
      "standard",
      { country: "BR", postalCode: "01000" },
      { ...light, subtotal: 20_001 },
      3999,
    ],
    ["an outlying region's", "standard", { country: "US", postalCode: "96813" }, light, 999],
    [
      "an island's, however its code is written",
      "standard",
      { country: "GB", postalCode: "kw15 1aa" },
      light,
      999,
    ],
    ["its neighbour's on the mainland", "standard", { country: "GB", postalCode: "KW1 4AA" }, light, 499],
  ])("is %s", (_what, method, to, goods, amount) => {
    expect(price(method, to, goods)).toBe(amount);
  });

  it("is refused with the reason: unknown method, unserved address, too heavy", () => {
    expect(codeOf(() => price("teleport"))).toBe("order.shipping_method_unknown");
    expect(codeOf(() => price("toString"))).toBe("order.shipping_method_unknown");
    expect(codeOf(() => price("express", { country: "US", postalCode: "99501" }))).toBe(
      "order.shipping_unavailable",
    );
    expect(codeOf(() => price("standard", { country: "AQ", postalCode: "0000" }))).toBe(
      "order.shipping_unavailable",
    );
    expect(codeOf(() => price("economy", US, { ...light, weightGrams: 2001 }))).toBe(
      "order.shipping_unavailable",
    );
  });

  const country = fc.constantFrom("US", "GB", "CA", "ES", "BR", "JP", "AQ", "PT");
  const postalCode = fc.stringMatching(/^[A-Z0-9][A-Z0-9 -]{1,11}$/);
  const destination = fc.record({ country, postalCode });
  const goods = fc.record({ subtotal: fc.nat(1_000_000), weightGrams: fc.nat(50_000) });

  it("equals the price in the list of methods, for exactly the listed methods", () => {
    fc.assert(
      fc.property(destination, goods, (to, what) => {
        const listed = new Map(
          shippingOptions(to, what).map(({ method, price: { amount } }) => [method, amount]),
        );
        for (const method of ["standard", "express", "economy"]) {
          const refused = codeOf(() => quote(method, to, what)) !== undefined;
          expect(refused).toBe(!listed.has(method));
          if (!refused) expect(price(method, to, what)).toBe(listed.get(method));
        }
      }),
    );
  });

  it("never falls with a higher weight", () => {
    fc.assert(
      fc.property(destination, goods, fc.nat(20_000), (to, what, more) => {
        const heavier = { ...what, weightGrams: what.weightGrams + more };
        for (const { method, price: before } of shippingOptions(to, what)) {
          const after = shippingOptions(to, heavier).find((option) => option.method === method);
          if (after) expect(after.price.amount).toBeGreaterThanOrEqual(before.amount);
        }
      }),
    );
  });
});
