import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  expiredSettlements,
  sufficientLots,
  wantedLots,
} from "../../packages/commerce/src/inventory/ageing.ts";
import { byPreference, choose, firstChoice, sumPerSku } from "../../packages/commerce/src/inventory/rules.ts";
import { emptyLot, type StockLot } from "../../packages/commerce/src/inventory/stock-lot.ts";

describe("an order's demand", () => {
  it("is summed per SKU, so that two lines do not count the same units", () => {
    expect(
      sumPerSku([
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

describe("the choice of lots", () => {
  const locations = byPreference([]);
  const lots = fc
    .array(fc.tuple(fc.nat({ max: 20 }), fc.constantFrom(...locations)), { minLength: 1, maxLength: 32 })
    .map((all) => all.map(([available, location], lot) => ({ sku: "A", location, lot, available })));

  it("finds the units if the SKU has them, and never takes more than a lot has", () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 99 }), (all, quantity) => {
        const chosen = choose("A", quantity, all, locations);
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

  it("prefers the first location with all units, and uses several only if none has all", () => {
    const at = (location: "loc_main" | "loc_north", lot: number, available: number) => ({
      sku: "A",
      location,
      lot,
      available,
    });
    const all = [at("loc_main", 0, 2), at("loc_main", 1, 2), at("loc_north", 2, 5)];
    const from = (quantity: number, used: string[] = []) =>
      choose("A", quantity, all, byPreference(used))?.map(({ lot, quantity: given }) => [lot, given]);
    expect(from(2)).toEqual([[0, 2]]);
    expect(from(4)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(from(5)).toEqual([[2, 5]]);
    expect(from(7)).toEqual([
      [0, 2],
      [1, 2],
      [2, 3],
    ]);
    // The order already ships another parcel from there.
    expect(from(2, ["loc_north"])).toEqual([[2, 2]]);
  });

  it("spreads orders over the lots, with the same lot for the same order", () => {
    const counts = new Map<number, number>();
    const numbers = Array.from({ length: 32 }, (_, index) => index * 3);
    for (let order = 0; order < 3200; order += 1) {
      const lot = firstChoice(`ord_${order}`, "A", numbers);
      expect(firstChoice(`ord_${order}`, "A", numbers)).toBe(lot);
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

  it("are kept while a duplicate may arrive", () => {
    expect(expiredSettlements({ settled: settled(500, 0) }, HOUR)).toEqual([]);
  });

  it("are removed a hundred at a time afterwards, without the fresh ones", () => {
    const lot = { settled: { ...settled(150, 0), ...settled(10, 2 * HOUR) } };
    const expired = expiredSettlements(lot, 2 * HOUR + 1);
    expect(expired).toHaveLength(100);
    expect(expired.every((id) => id.startsWith("ord_0_"))).toBe(true);
  });
});

describe("the heat of lots", () => {
  const NOW = 1_000_000_000;
  const lot = (orders: number, at: number, available = 1000): StockLot => ({
    ...emptyLot({ sku: "A", location: "loc_main", lot: 0 }, available),
    settled: Object.fromEntries(
      Array.from({ length: orders }, (_, index) => [
        `ord_${index}`,
        { outcome: "committed" as const, quantity: 1, at },
      ]),
    ),
  });

  it("adds lots until each has two orders a second, up to 32 lots", () => {
    expect(wantedLots(lot(10, NOW), 4, NOW)).toBe(4);
    expect(wantedLots(lot(60, NOW), 4, NOW)).toBe(12);
    expect(wantedLots(lot(1000, NOW), 4, NOW)).toBe(32);
    expect(wantedLots(lot(1000, NOW - 60_000), 4, NOW)).toBe(4);
  });

  it("adds no lots that would hold almost no units", () => {
    expect(wantedLots(lot(1000, NOW, 4), 1, NOW)).toBe(2);
    expect(wantedLots(lot(1000, NOW, 1), 1, NOW)).toBe(1);
  });

  it("removes half of the lots after ten minutes with hardly any orders", () => {
    const four = (orders: number, at: number) => Array.from({ length: 4 }, () => lot(orders, at));
    expect(sufficientLots(four(20, NOW), NOW)).toBe(4);
    expect(sufficientLots(four(5, NOW), NOW)).toBe(2);
    expect(sufficientLots(four(20, NOW - 11 * 60_000), NOW)).toBe(2);
  });
});
