import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, SOURCES } from "./bundle-folder.ts";

/** Each bundled module's file, from the folder of the build. */
export type BuiltFiles = Record<string, string>;

const MANIFEST = "manifest.json";
const KEPT = "kept-";
const RUN = /^run-(\d+)-/;

/**
 * The folder of all builds for the laptop. Those that are kept and those that run are at the same depth, so that source maps,
 * whose paths are relative, hold for both.
 */
const folderOf = (root: string) => join(root, ".build/laptop");

/** A folder for the bundles of one start, so that code loaded before is never taken for it. */
export function newBuild(root: string): string {
  const parent = folderOf(root);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const pid = RUN.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
  const outdir = join(parent, `run-${process.pid}-${randomUUID().slice(0, 8)}`);
  mkdirSync(outdir);
  return outdir;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The last build of unchanged sources, to be copied instead of bundled again. */
export class KeptBuild {
  readonly #root: string;
  readonly #prefix: string;
  readonly #sources: string;

  /** `variant` names what else than the sources decides what the bundles are. */
  constructor(root: string, variant: string) {
    this.#root = root;
    this.#prefix = `${KEPT}${variant}-`;
    this.#sources = fingerprint(root, SOURCES);
  }

  get #folder(): string {
    return join(folderOf(this.#root), this.#prefix + this.#sources);
  }

  /** Fills `outdir`, if there is a build to fill it with. */
  restore(outdir: string): BuiltFiles | undefined {
    try {
      cpSync(this.#folder, outdir, { recursive: true });
      return JSON.parse(readFileSync(join(outdir, MANIFEST), "utf8")) as BuiltFiles;
    } catch {
      return undefined;
    }
  }

  /** Keeps what was built into `outdir`, and nothing of other sources; not if sources have changed meanwhile. */
  keep(outdir: string, files: BuiltFiles): void {
    if (fingerprint(this.#root, SOURCES) !== this.#sources) return;
    const parent = folderOf(this.#root);
    for (const name of readdirSync(parent))
      if (name.startsWith(KEPT) && !name.endsWith(this.#sources))
        rmSync(join(parent, name), { recursive: true, force: true });
    // Whole or not at all: other processes start, too.
    const draft = join(parent, `run-${process.pid}-${randomUUID()}`);
    cpSync(outdir, draft, { recursive: true });
    writeFileSync(join(draft, MANIFEST), JSON.stringify(files));
    try {
      renameSync(draft, this.#folder);
    } catch {
      rmSync(draft, { recursive: true, force: true });
    }
  }
}
