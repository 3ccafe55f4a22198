import { cpSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../packages/local-cloud/src/kernel/store.ts";

const COLLECTIONS = ["orders", "payments", "events"];
/** Values as long as orders are, so that a commit takes several pages. */
const VALUE = "x".repeat(3000);
/** A frame of the write-ahead log is a header and a page: https://www.sqlite.org/fileformat2.html#walformat */
const FRAME_HEADER_BYTES = 24;
const PAGE_BYTES = 4096;
const LOG_HEADER_BYTES = 32;

interface Torn {
  /** Sentences about cuts after which a whole commit was missing, or half a commit was there. */
  problems: string[];
  cuts: number;
}

/**
 * Cuts the log of a store that died, as a torn last write leaves it, and opens what remains: all commits that are whole
 * must be there, and nothing of the one that is torn.
 * @param everyByte cuts the last commit at every byte; otherwise the last three are cut at the boundaries of frames and
 * headers, beside them, and every 512 bytes
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
      return found === whole ? [] : [`cut at ${cut}: ${found} commits, where ${whole} were whole`];
    });
    return { problems, cuts: cuts.length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Commits one turn after the other, and copies the files as they are then; the log's size after each commit. */
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

/** How many commits a store finds whose log was cut; NaN when one is there in half, or one before it is missing. */
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
