import { beforeEach, expect, it, vi } from "vitest";
import { ROUGH_WEATHER } from "@tradewind/local-cloud";
import { runStorm } from "../faults/storm.ts";

// AWS clients in imported modules keep the address of their first shop.
beforeEach(() => {
  vi.resetModules();
});

const KINDS = Object.keys(ROUGH_WEATHER).filter((rate) => !rate.startsWith("longest"));

it.each([12, 16, 24])("a shop under faults keeps its invariants (seed %i)", async (seed) => {
  const { violations, injected, statuses } = await runStorm({ seed });
  expect(violations, `seed ${seed}`).toEqual([]);
  // Every kind of fault was injected, and orders were still placed.
  const kinds = new Set(injected.map(({ kind }) => kind));
  for (const kind of KINDS) expect(kinds).toContain(kind);
  expect(statuses["SHIPPED"]).toBeGreaterThan(5);
  expect(statuses["FAILED"]).toBeGreaterThan(5);
});
