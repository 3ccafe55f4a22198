import type { BuildOptions } from "esbuild";
import { bareRoutes } from "./routes-without-schemas.ts";
import { lazyBuiltins } from "./lazy-builtins.ts";
import { leanDependencies } from "./dependency-stubs.ts";

/** Packages in CommonJS call `require` for Node's own modules, which an ES module does not have. */
const REQUIRE = `import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);`;

/** How functions are bundled, wherever they run. */
export const bundling = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  outExtension: { ".js": ".mjs" },
  banner: { js: REQUIRE },
  metafile: true,
  plugins: [leanDependencies, lazyBuiltins, bareRoutes],
} as const satisfies BuildOptions;
