import { describe, expect, it } from "vitest";
import type { Availability, Product, Variant } from "@tradewind/client";
import { choicesOf, shownVariant } from "@tradewind/storefront/app/variants";

const variant = (colour: string, size: string, availability: Availability = "in_stock"): Variant => ({
  sku: `${colour}-${size}`,
  options: { colour, size },
  price: { amount: 100, currency: "USD" },
  available: availability === "in_stock" ? 9 : 0,
  availability,
});

const product = (...variants: Variant[]) =>
  ({
    options: [
      { name: "colour", values: ["blue", "red"] },
      { name: "size", values: ["S", "L"] },
    ],
    variants,
  }) as unknown as Product;

const leads = (of: Product, shown: Variant) =>
  choicesOf(of, shown).map(({ name, values }) => [name, ...values.map(({ leadsTo }) => leadsTo.sku)]);

describe("the variants of a product", () => {
  it("begin with the first that can be bought", () => {
    const of = product(variant("blue", "S", "out_of_stock"), variant("red", "S", "backorder"));
    expect(shownVariant(of, null)?.sku).toBe("red-S");
  });

  it("show the one in the address, even when it is sold out", () => {
    const of = product(variant("blue", "S"), variant("red", "S", "out_of_stock"));
    expect(shownVariant(of, "red-S")?.sku).toBe("red-S");
    expect(shownVariant(of, "unknown")?.sku).toBe("blue-S");
  });

  it("keep the other options when one is changed", () => {
    const shown = variant("blue", "L");
    const of = product(variant("blue", "S"), shown, variant("red", "S"), variant("red", "L"));
    expect(leads(of, shown)).toEqual([
      ["colour", "blue-L", "red-L"],
      ["size", "blue-S", "blue-L"],
    ]);
  });

  it("lead to what there is when a combination is not made", () => {
    const shown = variant("blue", "L");
    const of = product(shown, variant("red", "S", "out_of_stock"));
    expect(leads(of, shown)).toEqual([
      ["colour", "blue-L", "red-S"],
      ["size", "red-S", "blue-L"],
    ]);
  });
});
