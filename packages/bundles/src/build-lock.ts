import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isRunning } from "./is-running.ts";

const WAIT_MS = 100;
const KEPT_MS = 60 * 60_000;

/**
 * Makes a folder unless it exists. Only one process makes it; others that ask for it wait.
 * @param make fills the folder that it is given, which is then renamed to `folder`
 */
export async function buildOnce(folder: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  while (!existsSync(folder)) {
    if (!takeLock(lock)) {
      await setTimeout(WAIT_MS);
      continue;
    }
    const unfinished = mkdtempSync(`${folder}-`);
    try {
      await make(unfinished);
      renameSync(unfinished, folder);
      removeOld(dirname(folder));
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
      rmSync(lock, { force: true });
    }
  }
}

/** Removes builds of earlier sources. */
function removeOld(parent: string): void {
  for (const entry of readdirSync(parent).map((name) => join(parent, name)))
    if (Date.now() - statSync(entry).mtimeMs > KEPT_MS) rmSync(entry, { recursive: true });
}

/** The lock file holds its owner's PID; a lock whose process is gone is stale. */
function takeLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (isStale(file)) rmSync(file, { force: true });
    return false;
  }
}

function isStale(file: string): boolean {
  try {
    const pid = readFileSync(file, "utf8");
    return pid !== "" && !isRunning(Number(pid));
  } catch {
    // The owner has just removed it.
    return false;
  }
}
