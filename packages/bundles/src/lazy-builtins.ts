import { isBuiltin } from "node:module";
import type { Plugin } from "esbuild";

const NAMESPACE = "builtin";

/**
 * Has imports of Node's own modules made by `require`. Whoever imports one as an ES module has all of its exports read, and some
 * are loaded by that: `http` brings a WebSocket and with it `undici`, `fs` its streams.
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
