import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  choose,
  expiredSettlements,
  firstChoice,
  summed,
} from "../../packages/commerce/src/inventory/rules.ts";

describe("an order's demand", () => {
  it("is summed per SKU, so that two lines do not count the same units", () => {
    expect(
      summed([
        { sku: "A", quantity: 2 },
        { sku: "B", quantity: 1 },
        { sku: "A", quantity: 3 },
      ]),
    ).toEqual([
      { sku: "A", quantity: 5 },
      { sku: "B", quantity: 1 },
    ]);
  });
});

describe("choosing lots", () => {
  const lots = fc
    .array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 32 })
    .map((counts) => counts.map((available, lot) => ({ lot, available })));

  it("finds the units whenever the SKU has them, and never takes more than a lot has", () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 99 }), (all, quantity) => {
        const chosen = choose("A", quantity, all);
        const total = all.reduce((sum, { available }) => sum + available, 0);
        expect(chosen?.reduce((sum, one) => sum + one.quantity, 0)).toBe(
          total < quantity ? undefined : quantity,
        );
        for (const one of chosen ?? [])
          expect(one.quantity).toBeLessThanOrEqual(all[one.lot]?.available ?? 0);
        expect(new Set(chosen?.map(({ lot }) => lot)).size).toBe((chosen ?? []).length);
      }),
    );
  });

  it("spreads orders over the lots and gives an order the same lot each time", () => {
    const counts = new Map<number, number>();
    for (let order = 0; order < 3200; order += 1) {
      const { lot } = firstChoice(`ord_${order}`, "A", 1, 32);
      expect(firstChoice(`ord_${order}`, "A", 1, 32).lot).toBe(lot);
      counts.set(lot, (counts.get(lot) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    expect(Math.max(...counts.values())).toBeLessThan(200);
  });
});

describe("settlements of a lot", () => {
  const HOUR = 60 * 60 * 1000;
  const settled = (count: number, at: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `ord_${at}_${index}`,
        { outcome: "committed" as const, quantity: 1, at },
      ]),
    );

  it("are kept while a duplicate may come", () => {
    expect(expiredSettlements({ settled: settled(500, 0) }, HOUR)).toEqual([]);
  });

  it("are forgotten by the hundred afterwards, the fresh ones kept", () => {
    const lot = { settled: { ...settled(150, 0), ...settled(10, 2 * HOUR) } };
    const expired = expiredSettlements(lot, 2 * HOUR + 1);
    expect(expired).toHaveLength(100);
    expect(expired.every((id) => id.startsWith("ord_0_"))).toBe(true);
  });
});
