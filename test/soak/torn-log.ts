import { cpSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../packages/local-cloud/src/kernel/store.ts";

const COLLECTIONS = ["orders", "payments", "events"];
/** Values have the size of orders, so that a commit takes several pages. */
const VALUE = "x".repeat(3000);
/**
 * A frame of the write-ahead log is a header and a page:
 * https://www.sqlite.org/fileformat2.html#walformat
 */
const FRAME_HEADER_BYTES = 24;
const PAGE_BYTES = 4096;
const LOG_HEADER_BYTES = 32;

interface Torn {
  /** One sentence for each cut that lost a complete commit or left a part of one. */
  problems: string[];
  cuts: number;
}

/**
 * Cuts the log of a killed store, as a torn last write does, and opens the rest. All complete
 * commits must be there, and no part of the torn commit.
 * @param everyByte cuts the last commit at every byte; otherwise the last three commits are cut at
 * and
 *   beside the boundaries of frames and headers, and every 512 bytes
 */
export async function tearLog(commits: number, everyByte: boolean): Promise<Torn> {
  const folder = mkdtempSync(join(tmpdir(), "torn-"));
  try {
    const died = join(folder, "died");
    const sizes = await writeAndDie(join(folder, "alive"), died, commits);
    const from = sizes.at(everyByte ? -2 : -4) ?? 0;
    const cuts = cutsOf(from, sizes.at(-1) ?? 0, everyByte);
    const problems = cuts.flatMap((cut) => {
      const whole = sizes.filter((size) => size <= cut).length;
      const found = commitsAfter(join(folder, "torn"), died, cut);
      return found === whole ? [] : [`cut at ${cut}: found ${found} commits, expected ${whole}`];
    });
    return { problems, cuts: cuts.length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes commits and copies the open files. Returns the log's size after each commit. */
async function writeAndDie(alive: string, died: string, commits: number): Promise<number[]> {
  const store = openStore(alive);
  const collections = COLLECTIONS.map((name) => store.collection(name));
  const sizes: number[] = [];
  for (let commit = 0; commit < commits; commit += 1) {
    for (const collection of collections) collection.put(String(commit), VALUE);
    await store.durable();
    sizes.push(statSync(join(alive, "cloud.sqlite-wal")).size);
  }
  cpSync(alive, died, { recursive: true });
  store.close();
  return sizes;
}

/**
 * Counts the commits that a store finds in a cut log. NaN means that a part of a commit is there.
 */
function commitsAfter(torn: string, died: string, cut: number): number {
  cpSync(died, torn, { recursive: true });
  truncateSync(join(torn, "cloud.sqlite-wal"), cut);
  const store = openStore(torn);
  const found = COLLECTIONS.map((name) => [...store.collection(name).load()].length);
  store.close();
  rmSync(torn, { recursive: true });
  const [count = 0] = found;
  return found.every((other) => other === count) ? count : Number.NaN;
}

function cutsOf(from: number, to: number, everyByte: boolean): number[] {
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  if (everyByte) return all;
  const frame = FRAME_HEADER_BYTES + PAGE_BYTES;
  return all.filter((cut) => {
    const inFrame = (cut - LOG_HEADER_BYTES) % frame;
    return inFrame <= FRAME_HEADER_BYTES + 1 || inFrame >= frame - 1 || cut % 512 === 0;
  });
}
