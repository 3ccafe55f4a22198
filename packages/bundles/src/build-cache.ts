import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { fingerprint, SOURCES } from "./bundle-folder.ts";
import {
  builtFiles,
  type BuiltFiles,
  entryPointsOf,
  type LaptopBuild,
  laptopBundling,
  readableFailure,
} from "./laptop-build.ts";
import { madeOnce } from "./build-lock.ts";

const MANIFEST = "manifest.json";

/**
 * Bundles into `outdir`. As long as no source changes it is done once, and copied for each start. What is kept and what runs is
 * at the same depth, so that source maps, whose paths are relative, hold for both.
 */
export async function keptBuild(wanted: LaptopBuild, outdir: string): Promise<BuiltFiles> {
  const folder = join(wanted.root, ".build/laptop", nameOf(wanted));
  await madeOnce(folder, async (unfinished) => {
    const { metafile } = await bundle(wanted, unfinished);
    writeFileSync(join(unfinished, MANIFEST), JSON.stringify(builtFiles(wanted, unfinished, metafile)));
  });
  cpSync(folder, outdir, { recursive: true });
  return JSON.parse(readFileSync(join(outdir, MANIFEST), "utf8")) as BuiltFiles;
}

async function bundle(wanted: LaptopBuild, outdir: string) {
  try {
    return await build(laptopBundling(wanted, outdir));
  } catch (error) {
    throw await readableFailure(error);
  }
}

/** By the sources, and by what else decides what the bundles are and whether they are whole. */
function nameOf(wanted: LaptopBuild): string {
  const { root, functions, cloudClock = false } = wanted;
  const handlers = functions.map(({ handler }) => handler);
  return createHash("sha256")
    .update(JSON.stringify([fingerprint(root, SOURCES), handlers, entryPointsOf(wanted), cloudClock]))
    .digest("hex")
    .slice(0, 32);
}
