/**
 * Sweeps over items that are due. An item with work that nothing else drives has a `dueAt` and is
 * in an index by due time. A sweep reads only what is due, however many other items there are.
 */
import type { ScheduleDefinition } from "@tradewind/blueprint/language/resources";
import type { Context } from "./context.ts";
import { electroOptions } from "./dynamodb/options.ts";
import { SHARDS, shardOf } from "./shards.ts";

/**
 * The attributes that put an item in the index of what is due: the partition key `due`, and the
 * sort key `dueAt`, an ISO time. They are set together and removed together: the index is sparse.
 */
export const dueFields = (id: string, time: number) => ({
  due: shardOf(id),
  dueAt: new Date(time).toISOString(),
});

/**
 * The deadline of a scheduled run that begins now. The last third of its function's time is for the
 * items that it has started.
 */
export const deadlineOf = ({ clock }: Pick<Context, "clock">, { target }: ScheduleDefinition): number =>
  clock.now() + (target.timeoutSeconds * 1000 * 2) / 3;

/** A query of a keys-only index: what is due in one shard. */
interface DueQuery {
  go(options: object): Promise<{ data: unknown; cursor: string | null }>;
}

type Keys = Record<string, string>;

export interface Sweep<Key> {
  clock: Context["clock"];
  /** Epoch milliseconds. No further item is started from then on; the next run goes on. */
  deadline: number;
  /** Most items to start in a second. */
  perSecond: number;
  /** The query of what is due at `now` in a shard, the longest due first. */
  dueIn: (shard: string, now: string) => DueQuery;
  /** The id of an item, from its keys in the index. */
  idOf: (keys: Keys) => Key;
  /**
   * Looks after one item. The index may lag and runs may overlap, so this reads the item again. It
   * moves the item's `dueAt` on, or starts work that does.
   */
  handle: (id: Key) => Promise<void>;
  /** Logs why an item failed. The sweep goes on. */
  failed: (id: Key, error: unknown) => void;
}

const PAGE = 100;
/** Items in hand at one time: the sweep does not wait for a slow partner's answer to one item. */
const MOST_AT_ONCE = 10;

/** @returns the number of items looked after; `left` is true when the deadline came first */
export async function sweepDue<Key>(sweep: Sweep<Key>) {
  const { clock, deadline, perSecond, handle, failed } = sweep;
  const done = { handled: 0, failed: 0, left: false };
  const inHand = new Set<Promise<void>>();
  const pause = pacedAt(perSecond);
  for await (const id of dueNow(sweep)) {
    if (clock.now() >= deadline) {
      done.left = true;
      break;
    }
    const one = handle(id)
      .then(() => {
        done.handled += 1;
      })
      .catch((error: unknown) => {
        done.failed += 1;
        failed(id, error);
      })
      .finally(() => inHand.delete(one));
    inHand.add(one);
    await pause();
    if (inHand.size >= MOST_AT_ONCE) await Promise.race(inHand);
  }
  await Promise.all(inHand);
  return done;
}

/** Reads all shards, a page of each in turn, so that no shard waits for another. */
async function* dueNow<Key>({ clock, dueIn, idOf }: Sweep<Key>): AsyncGenerator<Key> {
  const now = new Date(clock.now()).toISOString();
  let shards = startedAnywhere(SHARDS).map((shard) => ({ shard, cursor: null as string | null }));
  while (shards.length > 0) {
    for (const one of shards) {
      const { data, cursor } = await dueIn(one.shard, now).go({
        ...electroOptions,
        cursor: one.cursor,
        limit: PAGE,
        pages: 1,
        data: "raw",
        ignoreOwnership: true,
      });
      one.cursor = cursor;
      yield* (data as { Items: Keys[] }).Items.map(idOf);
    }
    shards = shards.filter(({ cursor }) => cursor !== null);
  }
}

/** Another first shard in each run: what the deadline leaves is not always in the same shards. */
function startedAnywhere(shards: readonly string[]): string[] {
  const first = Math.floor(Math.random() * shards.length);
  return [...shards.slice(first), ...shards.slice(0, first)];
}

/**
 * Pauses so that each item starts somewhere in the first half of a slot of its own: the rate is
 * kept, and two runs do not keep step.
 */
function pacedAt(perSecond: number): () => Promise<void> {
  const slot = 1000 / perSecond;
  let intoSlot = 0;
  return () => {
    const before = intoSlot;
    intoSlot = (Math.random() * slot) / 2;
    return new Promise((resolve) => setTimeout(resolve, slot + intoSlot - before));
  };
}
