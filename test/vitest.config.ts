import { defineConfig } from "vitest/config";

/** Tests that share nothing but modules: a worker runs file after file, which saves half of the processor's time. */
const SHARED = [
  "test/integration/local-cloud/**/*.test.ts",
  "test/unit/**/*.test.ts",
  "test/infra/**/*.test.ts",
];

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    // Bundles of a shop's functions are loaded as they are, not transformed once more.
    server: { deps: { external: [/\.build[-/].*\.mjs$/] } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "shared", include: SHARED, isolate: false } },
      { extends: true, test: { name: "apart", include: ["test/**/*.test.ts"], exclude: SHARED } },
    ],
  },
});
