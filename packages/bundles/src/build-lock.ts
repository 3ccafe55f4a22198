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
 * Makes a folder, unless it is there. Processes that ask for the same one wait for the first.
 * @param make fills the folder that it is given, which then gets its name
 */
export async function madeOnce(folder: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  const turn = `${folder}.turn`;
  mkdirSync(dirname(folder), { recursive: true });
  while (!existsSync(folder)) {
    if (!takeTurn(turn)) {
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
      rmSync(turn, { force: true });
    }
  }
}

/** What others made there of sources that are no more. */
function removeOld(parent: string): void {
  for (const entry of readdirSync(parent).map((name) => join(parent, name)))
    if (Date.now() - statSync(entry).mtimeMs > KEPT_MS) rmSync(entry, { recursive: true });
}

/** A turn is a file with its process's id; whoever died in theirs has lost it. */
function takeTurn(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (isAbandoned(file)) rmSync(file, { force: true });
    return false;
  }
}

function isAbandoned(file: string): boolean {
  try {
    const pid = readFileSync(file, "utf8");
    return pid !== "" && !isRunning(Number(pid));
  } catch {
    // It was given back just now.
    return false;
  }
}
