import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { seededRandom } from "@tradewind/local-cloud";
import type { Ledger } from "./ledger.ts";

const WRITER = fileURLToPath(new URL("writer.ts", import.meta.url));
/** The writer is killed after at most this many acknowledgements. */
const MOST_WRITES = 600;

/**
 * Runs a writer on the folder, kills it (`kill -9`) at a moment that the seed chooses, and compares
 * the folder with the ledger.
 * @returns one sentence for each lost or incomplete write
 */
export async function writeUntilKilled(data: string, ledger: Ledger, seed: number): Promise<string[]> {
  const killAfter = 1 + Math.floor(seededRandom(seed).next() * MOST_WRITES);
  const writer = spawn(process.execPath, [WRITER, data, String(ledger.nextId)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(writer, "exit");
  let heard = 0;
  // Output from before the kill may still arrive after it.
  for await (const line of createInterface(writer.stdout)) {
    ledger.note(line);
    heard += 1;
    if (heard === killAfter) writer.kill("SIGKILL");
  }
  await gone;
  if (heard < killAfter) return [`the writer ended on its own after ${heard} writes`];
  return ledger.check(data);
}
