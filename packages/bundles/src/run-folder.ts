import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "./is-running.ts";

const RUN = /^(\d+)-/;

/**
 * Makes a folder for the bundles of one start. Node caches modules by path, so a new path makes
 * sure that no earlier code is run. Folders of processes that are gone are removed.
 */
export function runFolder(root: string): string {
  const parent = join(root, ".build/running");
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const pid = RUN.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `${process.pid}-${randomUUID().slice(0, 8)}`);
  mkdirSync(folder);
  return folder;
}
