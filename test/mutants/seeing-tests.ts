import { globSync } from "node:fs";

const SEEING = [
  "test/integration/{identity,shop,stock}/*.test.ts",
  "test/integration/dev/shop.test.ts",
  "test/faults/{leases,payment-races,planted-bugs,planted-violations,saga-races,saga-steps}.test.ts",
  "test/unit/{card,due,inventory-rules,money,order-saga,order-stored-form,parcels}.test.ts",
  "test/unit/{refund-rules,return-rules,return-saga,transaction}.test.ts",
];

/**
 * All tests that can see a mutant of commerce: those that run a shop in their own process, and the
 * unit tests of commerce.
 */
export const seeingTests = (root: string): string[] => globSync(SEEING, { cwd: root }).toSorted();
