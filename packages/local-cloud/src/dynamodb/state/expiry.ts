import type { Cancel } from "../../kernel/clock.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { type Attributes, attribute } from "../values/attributes.ts";
import type { Location } from "./schema.ts";

/**
 * "Items with a TTL older than five years are not deleted":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
const TOO_OLD_SECONDS = 5 * 365 * 24 * 60 * 60;
/** Deletions per turn of the event loop. */
const BATCH = 500;

interface Due {
  /** Seconds since the epoch. */
  at: number;
  location: Location;
}

/** Expiry time of an item in seconds since the epoch; undefined if its attribute holds no time. */
export function expiryOf(item: Attributes, name: string): number | undefined {
  const value = attribute(item, name);
  if (!value || !("N" in value)) return undefined;
  const at = Number(value.N);
  return Number.isFinite(at) ? at : undefined;
}

/**
 * Tracks which items expire next: a heap with one timer for its top. Stale entries are dropped when
 * they fall due.
 */
export class Expiry {
  readonly attribute: string;
  readonly #kernel: Kernel;
  readonly #expire: (location: Location, at: number) => void;
  readonly #heap: Due[] = [];
  #timer: { at: number; cancel: Cancel } | undefined;

  /** `expire` must delete the item only if it still expires at the given second. */
  constructor(kernel: Kernel, name: string, expire: (location: Location, at: number) => void) {
    this.#kernel = kernel;
    this.attribute = name;
    this.#expire = expire;
  }

  /** Follows a write. Only a new expiry time needs an entry. */
  follow(location: Location, before: Attributes | undefined, after: Attributes | undefined): void {
    const at = after && expiryOf(after, this.attribute);
    if (at === undefined || (before && expiryOf(before, this.attribute) === at)) return;
    if (at < this.#kernel.clock.now() / 1000 - TOO_OLD_SECONDS) return;
    this.#push({ at, location });
    this.#arm();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#heap.length = 0;
  }

  #arm(): void {
    const next = this.#heap[0];
    if (!next || (this.#timer && this.#timer.at <= next.at)) return;
    this.#timer?.cancel();
    this.#timer = { at: next.at, cancel: this.#kernel.clock.schedule(next.at * 1000, () => this.#fire()) };
  }

  #fire(): void {
    this.#timer = undefined;
    this.#kernel.activity.run(async () => {
      while (this.#expireBatch()) await new Promise((resolve) => setImmediate(resolve));
      await this.#kernel.store.durable();
      this.#arm();
    });
  }

  /** Returns true if more items may be due. */
  #expireBatch(): boolean {
    const now = this.#kernel.clock.now() / 1000;
    for (let count = 0; count < BATCH; count += 1) {
      const next = this.#heap[0];
      if (!next || next.at > now) return false;
      this.#pop();
      this.#expire(next.location, next.at);
    }
    return true;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let index = heap.push(due) - 1;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      if ((heap[parent] as Due).at <= due.at) break;
      heap[index] = heap[parent] as Due;
      index = parent;
    }
    heap[index] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as Due).at < (heap[child] as Due).at) child += 1;
      if ((heap[child] as Due).at >= last.at) break;
      heap[index] = heap[child] as Due;
      index = child;
    }
    heap[index] = last;
  }
}
