import { isBuiltin } from "node:module";
import type { Plugin } from "esbuild";

const NAMESPACE = "builtin";

/**
 * Turns imports of Node's own modules into `require`. An ES import of a built-in module reads all
 * its exports, and a read loads some of them: `http` loads a WebSocket with `undici`, `fs` its
 * streams.
 */
export const lazyBuiltins: Plugin = {
  name: "lazy-builtins",
  setup(bundler) {
    bundler.onResolve({ filter: /^(node:)?[a-z0-9_]+(\/\w+)?$/ }, ({ path, kind }) =>
      kind === "import-statement" && isBuiltin(path) ? { path, namespace: NAMESPACE } : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};
