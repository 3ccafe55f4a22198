import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What bundles are made of, and by. */
export const SOURCES = [
  "functions/**/*.ts",
  "packages/{blueprint,bundles,commerce,lambda-kit}/src/**/*.ts",
  "package-lock.json",
];

/** The folder, from the root, that holds the bundles of the present sources, once they are made. */
export const bundleFolder = (root: string) => join(".build/functions", fingerprint(root, SOURCES));

/** A name for what all files are now that match. */
export function fingerprint(root: string, patterns: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).toSorted())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex").slice(0, 32);
}
