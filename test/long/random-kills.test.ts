import { expect, it } from "vitest";
import { killWhileOrdering } from "../faults/random-kills.ts";

it("an order that was acknowledged before a kill -9 exists and ends, with correct stock and money", async () => {
  const seed = 7;
  const { violations, acknowledged, statuses } = await killWhileOrdering(seed, 3);
  expect(violations, `seed ${seed}`).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(statuses.length).toBeGreaterThanOrEqual(acknowledged.length);
}, 60_000);
