import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The sources of the bundles and of the bundler. */
export const SOURCES = [
  "functions/**/*.ts",
  "packages/{blueprint,bundles,commerce,lambda-kit}/src/**/*.ts",
  // The renderer of pages is part of a function.
  "packages/{client,storefront}/{src/**/*,messages/*,public/*}",
  "package-lock.json",
];

/** The folder for the bundles of the present sources, relative to the root. */
export const bundleFolder = (root: string) => join(".build/functions", fingerprint(root, SOURCES));

/** The sources of the site, with the client and the builder. */
const SITE_SOURCES = ["packages/{client,storefront}/{*,src/**/*,messages/*,public/*}", "package-lock.json"];

/** The folder of the built site, relative to the root. */
export const siteFolder = (root: string) => join(".build/site", fingerprint(root, SITE_SOURCES));

/** A hash of the names and contents of all files that match. */
export function fingerprint(root: string, patterns: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).toSorted())
    if (statSync(join(root, file)).isFile())
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update("\0");
  return hash.digest("hex").slice(0, 32);
}
