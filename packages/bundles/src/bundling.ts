import type { BuildOptions } from "esbuild";
import { dependencyStubs } from "./dependency-stubs.ts";
import { lazyBuiltins } from "./lazy-builtins.ts";
import { routesWithoutSchemas } from "./routes-without-schemas.ts";

/** CommonJS packages load Node's own modules by `require`, which an ES module does not have. */
const REQUIRE = `import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);`;

/** esbuild's settings for every bundle, on a laptop and in AWS. */
export const bundling = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  outExtension: { ".js": ".mjs" },
  banner: { js: REQUIRE },
  metafile: true,
  plugins: [dependencyStubs, lazyBuiltins, routesWithoutSchemas],
} as const satisfies BuildOptions;
