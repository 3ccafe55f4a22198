import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  mergeLines,
  refuseBeyondStock,
  withAdded,
  withoutSku,
  withQuantity,
} from "../../packages/commerce/src/cart/rules.ts";

const line = (sku: string, quantity: number, unitPrice = 100) => ({
  sku,
  productId: "p",
  name: sku,
  options: {},
  image: "",
  unitPrice,
  quantity,
});

describe("a cart", () => {
  it("holds a SKU once: units add up, and the price is the latest", () => {
    expect(withAdded([line("A", 1, 100)], line("A", 2, 120))).toEqual([line("A", 3, 120)]);
  });

  it("refuses a hundredth unit of a SKU", () => {
    expect(() => withAdded([line("A", 98)], line("A", 2))).toThrow(
      expect.objectContaining({ code: "cart.quantity_exceeded" }),
    );
  });

  it("refuses a fifty-first SKU", () => {
    const full = Array.from({ length: 50 }, (_, index) => line(`S${index}`, 1));
    expect(() => withAdded(full, line("new", 1))).toThrow(expect.objectContaining({ code: "cart.full" }));
    expect(withAdded(full, line("S1", 1))).toHaveLength(50);
  });

  it("takes no more units than are available, and lowers a quantity that is too high", () => {
    const refused = expect.objectContaining({
      code: "cart.stock_insufficient",
      facts: { sku: "A", available: 3 },
    });
    const setting = (before: number, after: number) => () =>
      refuseBeyondStock("A", 3, [line("A", before), line("B", 9)], [line("A", after), line("B", 9)]);
    expect(setting(1, 3)).not.toThrow();
    expect(setting(1, 4)).toThrow(refused);
    expect(setting(6, 5)).not.toThrow();
    expect(setting(6, 7)).toThrow(refused);
  });

  it("changes and removes only its own lines", () => {
    expect(withQuantity([line("A", 1), line("B", 1)], "B", 5)).toEqual([line("A", 1), line("B", 5)]);
    expect(withoutSku([line("A", 1), line("B", 1)], "A")).toEqual([line("B", 1)]);
    expect(() => withoutSku([line("A", 1)], "B")).toThrow(
      expect.objectContaining({ code: "cart.item_missing" }),
    );
  });
});

describe("two merged carts", () => {
  const cart = fc.uniqueArray(
    fc.record({ sku: fc.integer({ min: 0, max: 80 }), quantity: fc.integer({ min: 1, max: 99 }) }),
    { selector: ({ sku }) => sku, maxLength: 50 },
  );
  const asLines = (items: { sku: number; quantity: number }[]) =>
    items.map(({ sku, quantity }) => line(`S${sku}`, quantity));

  it("hold each SKU once, keep all of the first cart, and stay within the cart's limits", () => {
    fc.assert(
      fc.property(cart, cart, (first, second) => {
        const all = mergeLines(asLines(first), asLines(second));
        expect(new Set(all.map(({ sku }) => sku)).size).toBe(all.length);
        expect(all.length).toBeLessThanOrEqual(50);
        for (const { sku, quantity } of all) {
          const units = [...first, ...second].filter((one) => `S${one.sku}` === sku);
          expect(quantity).toBe(
            Math.min(
              99,
              units.reduce((sum, one) => sum + one.quantity, 0),
            ),
          );
        }
        expect(all.map(({ sku }) => sku)).toEqual(expect.arrayContaining(first.map(({ sku }) => `S${sku}`)));
      }),
    );
  });
});
