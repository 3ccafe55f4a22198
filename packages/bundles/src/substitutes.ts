import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

/** Files that take the place of modules, both relative to the root: a test's own partners. */
export type Substitutes = Readonly<Record<string, string>>;

/** Bundles each substitute as the module whose place it takes. */
export function substituting(root: string, substitutes: Substitutes): Plugin {
  const files = new Map(
    Object.entries(substitutes).map(([module, file]) => [join(root, module), join(root, file)]),
  );
  return {
    name: "substitutes",
    setup(bundling) {
      bundling.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = files.get(path);
        return file === undefined
          ? undefined
          : { contents: readFileSync(file, "utf8"), loader: "ts", resolveDir: dirname(file) };
      });
    },
  };
}
