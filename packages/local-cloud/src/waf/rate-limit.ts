import type { Clock } from "../kernel/clock.ts";

/** Number of slices of the sliding window. */
const SLICES = 30;

/** "AWS WAF can rate limit the requests of up to 10,000 unique aggregation instances." */
const MOST_ADDRESSES = 10_000;

interface Count {
  /** Requests per slice of the window; a ring buffer. */
  slices: Uint32Array;
  total: number;
  /** The newest slice counted. */
  slice: number;
}

/**
 * Counts the requests of each address within a sliding window.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
export class RateLimit {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #sliceMs: number;
  readonly #counts = new Map<string, Count>();

  constructor(clock: Clock, limit: number, windowSeconds: number) {
    this.#clock = clock;
    this.#limit = limit;
    this.#sliceMs = (windowSeconds * 1000) / SLICES;
  }

  /** Counts one request. Returns true if the address has now exceeded the limit. */
  exceeds(address: string): boolean {
    const slice = Math.floor(this.#clock.now() / this.#sliceMs);
    let count = this.#counts.get(address);
    if (!count) {
      count = { slices: new Uint32Array(SLICES), total: 0, slice };
      this.#counts.set(address, count);
      this.#forgetSurplus();
    }
    const passed = Math.min(SLICES, slice - count.slice);
    for (let step = 1; step <= passed; step += 1) {
      const index = (count.slice + step) % SLICES;
      count.total -= count.slices[index] ?? 0;
      count.slices[index] = 0;
    }
    if (passed > 0) {
      count.slice = slice;
      // Move the address to the end: the map is in order of the latest request.
      this.#counts.delete(address);
      this.#counts.set(address, count);
    }
    const index = slice % SLICES;
    count.slices[index] = (count.slices[index] ?? 0) + 1;
    count.total += 1;
    return count.total > this.#limit;
  }

  #forgetSurplus(): void {
    if (this.#counts.size <= MOST_ADDRESSES) return;
    const [oldest] = this.#counts.keys();
    if (oldest !== undefined) this.#counts.delete(oldest);
  }
}
