import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * A name and an empty folder for the bundles of one start, so that code loaded before is never taken for it. In a data
 * folder, which must be ours alone by now, what killed processes left is removed.
 */
export function newBuild(data: string | undefined): { build: string; outdir: string } {
  const build = randomUUID().slice(0, 8);
  if (data === undefined) return { build, outdir: mkdtempSync(join(tmpdir(), "tradewind.build-")) };
  const parent = resolve(data, ".build");
  rmSync(parent, { recursive: true, force: true });
  return { build, outdir: join(parent, build) };
}
