import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SortedList } from "../../../../packages/local-cloud/src/dynamodb/state/sorted-list.ts";

const order = (a: number, b: number) => a - b;

/** Entries in an order that depends only on the seed. */
function shuffled(count: number, seed: number): number[] {
  const entries = Array.from({ length: count }, (_, index) => index);
  let state = seed;
  for (let index = entries.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const other = state % (index + 1);
    [entries[index], entries[other]] = [entries[other] as number, entries[index] as number];
  }
  return entries;
}

describe("a sorted list", () => {
  it.each(["ascending", "descending", "random"])(
    "of thousands of entries stays sorted, inserted %s",
    (kind) => {
      const entries = shuffled(5000, 3);
      if (kind !== "random") entries.sort((a, b) => (kind === "ascending" ? a - b : b - a));
      const list = new SortedList<number>(order);
      for (const entry of entries) list.insert(entry);
      const sorted = entries.toSorted(order);
      expect([...list.ascending(() => 0)]).toEqual(sorted);
      expect([...list.descending(() => -1)]).toEqual(sorted.toReversed());
    },
  );

  it("agrees with an array on every sequence of changes and reads", () => {
    const changes = fc.array(fc.tuple(fc.nat(3000), fc.boolean()), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.nat(), changes, fc.nat(3000), (seed, sequence, from) => {
        const start = shuffled(1500, seed).map((entry) => entry * 2);
        const list = new SortedList<number>(order);
        const model = new Set<number>();
        for (const entry of start) {
          list.insert(entry);
          model.add(entry);
        }
        for (const [entry, adds] of sequence) {
          if (adds && !model.has(entry)) list.insert(entry);
          if (adds) model.add(entry);
          else {
            list.remove(entry);
            model.delete(entry);
          }
        }
        const sorted = [...model].sort(order);
        const probe = (entry: number) => entry - from;
        expect(list.size).toBe(model.size);
        expect([...list.ascending(probe)]).toEqual(sorted.filter((entry) => entry >= from));
        expect([...list.descending(probe)]).toEqual(sorted.filter((entry) => entry < from).reverse());
        expect(list.find(probe)).toBe(model.has(from) ? from : undefined);
      }),
      { numRuns: 100 },
    );
  });
});
