import type { Clock } from "../kernel/clock.ts";

interface Entry<T> {
  value: T;
  weight: number;
  expiresAt: number;
}

/** A cache with expiry and a limit on the total weight. It evicts the least recently used entry. */
export class ExpiringCache<T> {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #entries = new Map<string, Entry<T>>();
  #weight = 0;

  constructor(clock: Clock, capacity: number) {
    this.#clock = clock;
    this.#capacity = capacity;
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (this.#clock.now() >= entry.expiresAt) {
      this.#weight -= entry.weight;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.value;
  }

  put(key: string, value: T, ttlSeconds: number, weight: number): void {
    const replaced = this.#entries.get(key);
    if (replaced) {
      this.#weight -= replaced.weight;
      this.#entries.delete(key);
    }
    this.#entries.set(key, { value, weight, expiresAt: this.#clock.now() + ttlSeconds * 1000 });
    this.#weight += weight;
    for (const [oldest, { weight: freed }] of this.#entries) {
      if (this.#weight <= this.#capacity) break;
      this.#entries.delete(oldest);
      this.#weight -= freed;
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#weight = 0;
  }
}
