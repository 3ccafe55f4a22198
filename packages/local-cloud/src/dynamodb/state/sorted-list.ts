const CHUNK = 512;

/**
 * A sorted sequence in chunks. Finding is a binary search; inserting and removing touch one chunk.
 * So a partition of a million items takes writes as cheaply as a small one.
 */
export class SortedList<T> {
  readonly #order: (a: T, b: T) => number;
  readonly #chunks: T[][] = [];
  #size = 0;

  /** `entries`, if given, must be sorted. */
  constructor(order: (a: T, b: T) => number, entries: T[] = []) {
    this.#order = order;
    for (let start = 0; start < entries.length; start += CHUNK)
      this.#chunks.push(entries.slice(start, start + CHUNK));
    this.#size = entries.length;
  }

  get size(): number {
    return this.#size;
  }

  insert(entry: T): void {
    this.#size += 1;
    if (this.#chunks.length === 0) {
      this.#chunks.push([entry]);
      return;
    }
    const probe = (other: T) => this.#order(other, entry);
    const at = Math.min(this.#chunkFor(probe), this.#chunks.length - 1);
    const chunk = this.#chunks[at] as T[];
    const position = firstWhere(chunk, probe);
    if (position === chunk.length) chunk.push(entry);
    else chunk.splice(position, 0, entry);
    if (chunk.length <= CHUNK) return;
    // Keys often arrive in ascending order. Then a full last chunk stays whole and a new one
    // begins.
    const cut = position === CHUNK && at === this.#chunks.length - 1 ? CHUNK : CHUNK / 2;
    this.#chunks.splice(at + 1, 0, chunk.splice(cut));
  }

  /** Removes the entry that compares equal to `entry`. */
  remove(entry: T): void {
    const probe = (other: T) => this.#order(other, entry);
    const at = this.#chunkFor(probe);
    const chunk = this.#chunks[at];
    if (!chunk) return;
    const position = firstWhere(chunk, probe);
    const found = chunk[position];
    if (found === undefined || this.#order(found, entry) !== 0) return;
    this.#size -= 1;
    if (chunk.length === 1) this.#chunks.splice(at, 1);
    else chunk.splice(position, 1);
  }

  /**
   * The entry for which `probe` is 0; `probe` is negative for entries before it and positive for
   * those after.
   */
  find(probe: (entry: T) => number): T | undefined {
    const chunk = this.#chunks[this.#chunkFor(probe)];
    const entry = chunk?.[firstWhere(chunk, probe)];
    return entry !== undefined && probe(entry) === 0 ? entry : undefined;
  }

  /** Entries in order from the first for which `probe` is not negative. */
  *ascending(probe: (entry: T) => number): Generator<T, void> {
    let at = this.#chunkFor(probe);
    let chunk = this.#chunks[at];
    if (!chunk) return;
    for (let position = firstWhere(chunk, probe); ; position += 1) {
      if (position >= chunk.length) {
        at += 1;
        chunk = this.#chunks[at];
        if (!chunk) return;
        position = 0;
      }
      yield chunk[position] as T;
    }
  }

  /** Entries in reverse order from the last for which `probe` is negative. */
  *descending(probe: (entry: T) => number): Generator<T, void> {
    let at = Math.min(this.#chunkFor(probe), this.#chunks.length - 1);
    let chunk = this.#chunks[at];
    if (!chunk) return;
    for (let position = firstWhere(chunk, probe) - 1; ; position -= 1) {
      if (position < 0) {
        at -= 1;
        chunk = this.#chunks[at];
        if (!chunk) return;
        position = chunk.length - 1;
      }
      yield chunk[position] as T;
    }
  }

  /** Index of the first chunk whose last entry is not before the probe. */
  #chunkFor(probe: (entry: T) => number): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const chunk = this.#chunks[middle] as T[];
      if (probe(chunk[chunk.length - 1] as T) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Index of the first entry for which `probe` is not negative. */
function firstWhere<T>(entries: T[], probe: (entry: T) => number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (probe(entries[middle] as T) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
