import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sufficientLots, wantedLots } from "../../packages/commerce/src/inventory/heat.ts";
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

describe("the heat of lots", () => {
  const NOW = 1_000_000_000;
  const SECOND = 1000;
  const MINUTE = 60 * SECOND;
  /** A lot to which so many orders came since that time. */
  const lot = (recentOrders: number, countedSince: number, available = 1000): StockLot => ({
    ...emptyLot({ sku: "A", location: "loc_main", lot: 0 }, available, countedSince),
    recentOrders,
  });

  it("adds lots until each has two orders a second, up to 32 lots", () => {
    const since = NOW - 10 * SECOND;
    expect(wantedLots(lot(20, since), 4, NOW)).toBe(4);
    expect(wantedLots(lot(21, since), 4, NOW)).toBe(5);
    expect(wantedLots(lot(60, since), 4, NOW)).toBe(12);
    expect(wantedLots(lot(1000, since), 4, NOW)).toBe(32);
    expect(wantedLots(lot(1000, NOW - 10 * MINUTE), 4, NOW)).toBe(4);
  });

  it("takes a few orders at once for chance, and a crowd's first second for a second", () => {
    expect(wantedLots(lot(19, NOW), 4, NOW)).toBe(4);
    expect(wantedLots(lot(20, NOW), 1, NOW)).toBe(10);
  });

  it("adds lots where a lot has no room for more holds", () => {
    const at = NOW;
    const holds = Object.fromEntries(
      Array.from({ length: 200 }, (_, order) => [`ord_${order}`, { quantity: 1, at }]),
    );
    expect(wantedLots({ ...lot(0, NOW), holds }, 3, NOW)).toBe(6);
  });

  it("adds no lots that would hold almost no units", () => {
    expect(wantedLots(lot(1000, NOW, 4), 1, NOW)).toBe(2);
    expect(wantedLots(lot(1000, NOW, 1), 1, NOW)).toBe(1);
  });

  it("removes half of the lots when they take fewer than ten orders in ten minutes", () => {
    const four = (orders: number, since: number) => Array.from({ length: 4 }, () => lot(orders, since));
    expect(sufficientLots(four(10, NOW - 10 * MINUTE), NOW)).toBe(4);
    expect(sufficientLots(four(9, NOW - 10 * MINUTE), NOW)).toBe(2);
    expect(sufficientLots(four(20, NOW - 21 * MINUTE), NOW)).toBe(2);
    expect(sufficientLots([lot(40, NOW - 10 * MINUTE), ...four(0, NOW - MINUTE).slice(1)], NOW)).toBe(4);
  });
});
