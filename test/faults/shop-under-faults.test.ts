import { beforeEach, expect, it, vi } from "vitest";
import { weather } from "./storm.ts";

// The AWS clients of modules that tests import keep the address of the shop they first met.
beforeEach(() => {
  vi.resetModules();
});

it.each([12, 16, 24])("a shop under faults keeps its invariants (seed %i)", async (seed) => {
  const { violations, injected, statuses } = await weather({ seed });
  expect(violations, `seed ${seed}`).toEqual([]);
  // The weather was bad, and yet there was trade.
  const kinds = new Set(injected.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([
    "crashes",
    "delayed",
    "dropped",
    "duplicated",
    "latency",
    "lostAnswers",
    "throttling",
  ]);
  expect(statuses["SHIPPED"]).toBeGreaterThan(5);
  expect(statuses["FAILED"]).toBeGreaterThan(5);
});
