import {
  compareEntries,
  comparePartitions,
  type Entry,
  type OrderedPartition,
  type OrderedPartitions,
} from "./partitions.ts";
import { locationKey } from "./schema.ts";

/**
 * The entries of a table or index in an older state: those of `replaced` items, by location, are
 * hidden, and those of `older` are there instead.
 */
export class OlderPartitions<T extends Entry> implements OrderedPartitions<T> {
  readonly #current: OrderedPartitions<T>;
  readonly #replaced: ReadonlyMap<string, unknown>;
  readonly #older: OrderedPartitions<T>;

  constructor(
    current: OrderedPartitions<T>,
    replaced: ReadonlyMap<string, unknown>,
    older: OrderedPartitions<T>,
  ) {
    this.#current = current;
    this.#replaced = replaced;
    this.#older = older;
  }

  get(key: string): OrderedPartition<T> | undefined {
    const current = this.#current.get(key);
    const older = this.#older.get(key);
    const hash = (current ?? older)?.hash;
    if (hash === undefined) return undefined;
    return {
      key,
      hash,
      ascending: (probe) =>
        merged(this.#kept(current?.ascending(probe)), older?.ascending(probe) ?? [], compareEntries),
      descending: (probe) =>
        merged(this.#kept(current?.descending(probe)), older?.descending(probe) ?? [], (a, b) =>
          compareEntries(b, a),
        ),
    };
  }

  *from(hash: number, key?: string): Generator<OrderedPartition<T>, void> {
    let last: string | undefined;
    const both = merged(this.#current.from(hash, key), this.#older.from(hash, key), comparePartitions);
    for (const partition of both) {
      const found = partition.key === last ? undefined : this.get(partition.key);
      last = partition.key;
      if (found) yield found;
    }
  }

  *#kept(entries: Iterable<T> = []): Generator<T, void> {
    for (const entry of entries) if (!this.#replaced.has(locationKey(entry.item))) yield entry;
  }
}

/** Two sequences in order as one. */
function* merged<T>(
  first: Iterable<T>,
  second: Iterable<T>,
  order: (a: T, b: T) => number,
): Generator<T, void> {
  const others = second[Symbol.iterator]();
  let other = others.next();
  for (const one of first) {
    for (; !other.done && order(other.value, one) < 0; other = others.next()) yield other.value;
    yield one;
  }
  for (; !other.done; other = others.next()) yield other.value;
}
