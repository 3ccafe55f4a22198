import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/**
 * Tests that share nothing but modules: a worker runs file after file, which saves half of the
 * processor's time.
 */
const SHARED = [
  "test/integration/local-cloud/**/*.test.ts",
  "test/unit/**/*.test.ts",
  "test/infra/**/*.test.ts",
];

/** Tests that start shops as processes of their own, which take every core: after all others. */
const PROCESSES = ["test/integration/dev/commands.test.ts", "test/faults/durability.test.ts"];

/**
 * The sources that `npm run coverage` measures, and the percentage that each part must reach: unit
 * tests and the tests of the local cloud import them. Functions and most of commerce run as bundles
 * in their tests, `dev`, `ops` and `stacks` partly in processes of their own; Vitest sees neither.
 */
const COVERED = {
  "packages/blueprint/src/**/*.ts": { lines: 90, branches: 75 },
  "packages/commerce/src/**/{money,rules}.ts": { lines: 70, branches: 60 },
  "packages/lambda-kit/src/**/*.ts": { lines: 86, branches: 74 },
  "packages/local-cloud/src/**/*.ts": { lines: 92, branches: 83 },
};

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    // Bundles of a shop's functions are loaded as they are, not transformed once more.
    server: { deps: { external: [/\.build[-/].*\.mjs$/] } },
    // By default vitest leaves one core to itself, of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      include: Object.keys(COVERED),
      thresholds: COVERED,
      reporter: ["text-summary", "html"],
    },
    projects: [
      { extends: true, test: { name: "shared", include: SHARED, isolate: false } },
      {
        extends: true,
        test: {
          name: "apart",
          include: ["test/**/*.test.ts"],
          exclude: [...SHARED, ...PROCESSES, "test/long/**"],
          globalSetup: "test/support/every-route.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "processes",
          include: PROCESSES,
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
