/**
 * The tests that can see a mutant: all that run a shop in their own process, and the unit tests of
 * commerce. Each module names the tests that are about it; a mutant meets those first.
 */
import { globSync } from "node:fs";

const SEEING = [
  "test/integration/{identity,shop,stock}/*.test.ts",
  "test/integration/dev/shop.test.ts",
  "test/faults/{planted-bugs,planted-violations,saga-races,saga-steps,shop-under-faults}.test.ts",
  "test/unit/{card,due,inventory-rules,money,order-saga,parcels,return-saga,transaction}.test.ts",
];

const ABOUT: Readonly<Record<string, readonly string[]>> = {
  orders: [
    "test/integration/shop/{availability,backorders,concurrency,delivery,drafts,late-pickups}.test.ts",
    "test/integration/shop/{order-admin,order-edit,ops,saga,sweep,transitions}.test.ts",
    "test/faults/saga-{races,steps}.test.ts",
    "test/unit/{due,order-saga}.test.ts",
  ],
  inventory: ["test/integration/stock/*.test.ts", "test/unit/inventory-rules.test.ts"],
  payments: [
    "test/integration/shop/{refunds,voids,saga}.test.ts",
    "test/faults/saga-{races,steps}.test.ts",
    "test/unit/card.test.ts",
  ],
  returns: ["test/integration/shop/{refunds,returns,return-*}.test.ts", "test/unit/return-saga.test.ts"],
};

/** All tests that can see a mutant of commerce. */
export const seeingTests = (root: string): string[] => globSync(SEEING, { cwd: root }).toSorted();

/**
 * Tests in the order in which they run for a mutant of a file: those about its module first, and
 * quick ones before slow ones.
 * @param seconds how long each test file took without a mutant
 */
export function inOrderFor(
  file: string,
  tests: readonly string[],
  root: string,
  seconds: ReadonlyMap<string, number>,
): string[] {
  const module = /packages\/commerce\/src\/([^/]+)\//.exec(file)?.[1] ?? "";
  const about = new Set(globSync(ABOUT[module] ?? [], { cwd: root }));
  return tests.toSorted(
    (a, b) => Number(about.has(b)) - Number(about.has(a)) || (seconds.get(a) ?? 0) - (seconds.get(b) ?? 0),
  );
}
