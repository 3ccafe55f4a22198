import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

export interface Bundle {
  file: string;
  bytes: number;
  code: string;
}

/** Bundles a module as it would be for Lambda: one minified ES module with everything in it. */
export async function bundleForLambda(entry: string): Promise<Bundle> {
  const file = join(mkdtempSync(join(tmpdir(), "bundle-")), "index.mjs");
  const result = await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    // Packages in CommonJS call require, which an ES module does not have.
    banner: { js: 'import { createRequire as r } from "node:module"; const require = r(import.meta.url);' },
    write: false,
    logLevel: "error",
  });
  const [output] = result.outputFiles;
  if (!output) throw new Error(`${entry} was not bundled.`);
  writeFileSync(file, output.contents);
  return { file, bytes: output.contents.byteLength, code: output.text };
}
