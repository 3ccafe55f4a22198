import { defineConfig } from "vitest/config";

/** Tests that take longer than all of `npm test` can bear: `npm run test:long`. */
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    server: { deps: { external: [/\.build[-/].*\.mjs$/] } },
    include: ["test/long/**/*.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
