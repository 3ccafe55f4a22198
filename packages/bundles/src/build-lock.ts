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
const LONGEST_BUILD_MS = 10 * 60_000;
const WRITTEN_BY_MS = 5_000;

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
    if (ageOf(entry) > KEPT_MS) rmSync(entry, { recursive: true, force: true });
}

/** Milliseconds since the last change; 0 for an entry that another process has just removed. */
const ageOf = (entry: string): number =>
  Date.now() - (statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());

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

/**
 * An owner writes its PID at once and builds for a minute at most. A lock without a PID is left of
 * a machine that stopped, and an old one may hold the PID of another process by now.
 */
function isStale(file: string): boolean {
  const age = ageOf(file);
  if (age > LONGEST_BUILD_MS) return true;
  try {
    const pid = readFileSync(file, "utf8");
    return pid === "" ? age > WRITTEN_BY_MS : !isRunning(Number(pid));
  } catch {
    // The owner has just removed it.
    return false;
  }
}
