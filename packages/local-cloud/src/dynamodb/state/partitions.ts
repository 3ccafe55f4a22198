import { SortedList } from "./sorted-list.ts";

/** An entry of a partition, under a sort key. */
export interface Entry {
  /** Orderable form of the sort key; empty when the key has none. */
  readonly range: string;
  /** Orders index entries that share a sort key; 0 in tables. */
  readonly tie: number;
  /** The item. Its primary key orders entries that are otherwise equal. */
  readonly item: { readonly partition: string; readonly range: string };
}

/** The part of a partition that reads use. */
export interface OrderedPartition<T extends Entry> {
  readonly key: string;
  readonly hash: number;
  /** Entries from the first for which `probe` is not negative. */
  ascending(probe: (entry: Entry) => number): Iterable<T>;
  /** Entries backwards from the last for which `probe` is negative. */
  descending(probe: (entry: Entry) => number): Iterable<T>;
}

export interface OrderedPartitions<T extends Entry> {
  get(key: string): OrderedPartition<T> | undefined;
  /**
   * Partitions in scan order, from the first not before `hash`, or not before `key` for equal
   * hashes.
   */
  from(hash: number, key?: string): Iterable<OrderedPartition<T>>;
}

/** All entries of one partition key. Most partitions hold one entry and need no list. */
export class Partition<T extends Entry> implements OrderedPartition<T> {
  readonly key: string;
  /** Position in a scan. */
  readonly hash: number;
  #only: T | undefined;
  #list: SortedList<T> | undefined;

  constructor(key: string, hash: number) {
    this.key = key;
    this.hash = hash;
  }

  get empty(): boolean {
    return this.#list ? this.#list.size === 0 : this.#only === undefined;
  }

  find(range: string): T | undefined {
    if (this.#list) return this.#list.find((entry) => compareText(entry.range, range));
    return this.#only?.range === range ? this.#only : undefined;
  }

  insert(entry: T): void {
    if (this.#list) {
      this.#list.insert(entry);
    } else if (this.#only) {
      const both = compareEntries(this.#only, entry) < 0 ? [this.#only, entry] : [entry, this.#only];
      this.#list = new SortedList<T>(compareEntries, both);
      this.#only = undefined;
    } else {
      this.#only = entry;
    }
  }

  remove(entry: T): void {
    if (this.#list) this.#list.remove(entry);
    else if (this.#only && compareEntries(this.#only, entry) === 0) this.#only = undefined;
  }

  ascending(probe: (entry: Entry) => number): Iterable<T> {
    if (this.#list) return this.#list.ascending(probe);
    return this.#only && probe(this.#only) >= 0 ? [this.#only] : [];
  }

  descending(probe: (entry: Entry) => number): Iterable<T> {
    if (this.#list) return this.#list.descending(probe);
    return this.#only && probe(this.#only) < 0 ? [this.#only] : [];
  }
}

/** The entries of a table or index: partitions by key for lookups, and by hash for scans. */
export class Partitions<T extends Entry> implements OrderedPartitions<T> {
  readonly #byKey = new Map<string, Partition<T>>();
  readonly #byHash = new SortedList<Partition<T>>(comparePartitions);

  get(key: string): Partition<T> | undefined {
    return this.#byKey.get(key);
  }

  /** `hash` is only called for a new partition. */
  insert(key: string, entry: T, hash: () => number): void {
    let partition = this.#byKey.get(key);
    if (!partition) {
      partition = new Partition<T>(key, hash());
      this.#byKey.set(key, partition);
      this.#byHash.insert(partition);
    }
    partition.insert(entry);
  }

  remove(key: string, entry: T): void {
    const partition = this.#byKey.get(key);
    if (!partition) return;
    partition.remove(entry);
    if (!partition.empty) return;
    this.#byKey.delete(key);
    this.#byHash.remove(partition);
  }

  from(hash: number, key = ""): Iterable<Partition<T>> {
    return this.#byHash.ascending((partition) => partition.hash - hash || compareText(partition.key, key));
  }
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

export function compareEntries(a: Entry, b: Entry): number {
  if (a.range !== b.range) return a.range < b.range ? -1 : 1;
  return (
    a.tie - b.tie ||
    compareText(a.item.partition, b.item.partition) ||
    compareText(a.item.range, b.item.range)
  );
}

export function comparePartitions(
  a: { hash: number; key: string },
  b: { hash: number; key: string },
): number {
  return a.hash - b.hash || compareText(a.key, b.key);
}
