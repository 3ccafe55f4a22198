import { defineConfig } from "vitest/config";
import shared from "../vitest.config.ts";

const { root, server, maxWorkers } = shared.test ?? {};

/** Tests that take longer than all of `npm test` can bear: `npm run test:long`. */
export default defineConfig({
  test: {
    ...(root && { root }),
    ...(server && { server }),
    ...(maxWorkers && { maxWorkers }),
    include: ["test/long/**/*.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
