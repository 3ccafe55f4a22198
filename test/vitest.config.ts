import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    // Bundles of a shop's functions are loaded as they are, not transformed once more.
    server: { deps: { external: [/\.build[-/].*\.mjs$/] } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
