import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Whoever has not made it in this time must have died. */
const GIVE_UP_MS = 5 * 60_000;
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

function takeTurn(file: string): boolean {
  try {
    writeFileSync(file, "", { flag: "wx" });
    return true;
  } catch {
    const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > GIVE_UP_MS) rmSync(file, { force: true });
    return false;
  }
}
