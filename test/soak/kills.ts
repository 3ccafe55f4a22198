import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { seededRandom } from "@tradewind/local-cloud";
import type { Ledger } from "./ledger.ts";

const WRITER = fileURLToPath(new URL("writer.ts", import.meta.url));
/** A writer is killed at the latest after this many acknowledgements. */
const MOST_WRITES = 600;

/**
 * Lets a writer work on the folder, kills it (`kill -9`) at a moment the seed chooses, and compares.
 * @returns sentences about what is lost or half there
 */
export async function writeUntilKilled(data: string, ledger: Ledger, seed: number): Promise<string[]> {
  const killAfter = 1 + Math.floor(seededRandom(seed).next() * MOST_WRITES);
  const writer = spawn(process.execPath, [WRITER, data, String(ledger.nextId)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(writer, "exit");
  let heard = 0;
  // What was said before the kill is still heard after it.
  for await (const line of createInterface(writer.stdout)) {
    ledger.note(line);
    heard += 1;
    if (heard === killAfter) writer.kill("SIGKILL");
  }
  await gone;
  if (heard < killAfter) return [`the writer ended by itself after ${heard} writes`];
  return ledger.check(data);
}
