/**
 * An entry of an {@link IndexedHeap}. The heap stores the entry's position in `slot`, so that any
 * entry can be removed.
 */
export interface Slotted {
  slot: number;
}

/**
 * A binary heap whose entries know their position: the least entry is read in O(1), and any entry
 * is added or removed in O(log n). An entry may be in one heap at a time.
 */
export class IndexedHeap<T extends Slotted> {
  readonly #entries: T[] = [];
  readonly #before: (a: T, b: T) => boolean;

  /** `before` must be a strict order. */
  constructor(before: (a: T, b: T) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#entries.length;
  }

  peek(): T | undefined {
    return this.#entries[0];
  }

  push(entry: T): void {
    entry.slot = this.#entries.length;
    this.#entries.push(entry);
    this.#rise(entry);
  }

  pop(): T | undefined {
    const least = this.#entries[0];
    if (least) this.remove(least);
    return least;
  }

  remove(entry: T): void {
    const last = this.#entries.pop();
    if (!last || last === entry) return;
    last.slot = entry.slot;
    this.#entries[last.slot] = last;
    this.#rise(last);
    this.#sink(last);
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #rise(entry: T): void {
    const entries = this.#entries;
    let slot = entry.slot;
    while (slot > 0) {
      const parentSlot = (slot - 1) >> 1;
      const parent = entries[parentSlot] as T;
      if (!this.#before(entry, parent)) break;
      parent.slot = slot;
      entries[slot] = parent;
      slot = parentSlot;
    }
    entry.slot = slot;
    entries[slot] = entry;
  }

  #sink(entry: T): void {
    const entries = this.#entries;
    let slot = entry.slot;
    for (;;) {
      let childSlot = 2 * slot + 1;
      let child = entries[childSlot];
      if (!child) break;
      const right = entries[childSlot + 1];
      if (right && this.#before(right, child)) {
        child = right;
        childSlot += 1;
      }
      if (!this.#before(child, entry)) break;
      child.slot = slot;
      entries[slot] = child;
      slot = childSlot;
    }
    entry.slot = slot;
    entries[slot] = entry;
  }
}
