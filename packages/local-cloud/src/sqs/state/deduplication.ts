import type { Collection } from "../../kernel/store.ts";

/** The record that a FIFO queue keeps of an accepted message. */
export interface Accepted {
  at: number;
  messageId: string;
  sequence: number;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const INTERVAL_MS = 5 * 60_000;

/** The deduplication ids a FIFO queue accepted within the last five minutes. */
export class Deduplication {
  readonly #rows: Collection<Accepted>;
  readonly #prefix: string;
  readonly #accepted = new Map<string, Accepted>();
  /** Oldest first from `#head` on. */
  #order: { key: string; at: number }[] = [];
  #head = 0;

  constructor(rows: Collection<Accepted>, queueId: string) {
    this.#rows = rows;
    this.#prefix = `${queueId}/`;
  }

  /** Restores a durable record. Call it in order of time. */
  restore(key: string, accepted: Accepted): void {
    this.#accepted.set(key, accepted);
    this.#order.push({ key, at: accepted.at });
  }

  find(key: string, now: number): Accepted | undefined {
    this.#expire(now);
    return this.#accepted.get(key);
  }

  remember(key: string, accepted: Accepted): void {
    this.restore(key, accepted);
    this.#rows.put(this.#prefix + key, accepted);
  }

  clear(): void {
    for (const key of this.#accepted.keys()) this.#rows.delete(this.#prefix + key);
    this.#accepted.clear();
    this.#order = [];
    this.#head = 0;
  }

  #expire(now: number): void {
    for (;;) {
      const oldest = this.#order[this.#head];
      if (!oldest || oldest.at + INTERVAL_MS > now) break;
      this.#head += 1;
      this.#accepted.delete(oldest.key);
      this.#rows.delete(this.#prefix + oldest.key);
    }
    if (this.#head > 1024 && this.#head * 2 > this.#order.length) {
      this.#order = this.#order.slice(this.#head);
      this.#head = 0;
    }
  }
}
