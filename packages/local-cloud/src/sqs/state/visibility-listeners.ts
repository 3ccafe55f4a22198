import { callContext } from "../../kernel/call-context.ts";
import type { Cancel, Clock } from "../../kernel/clock.ts";

/**
 * Listeners for messages of a queue that become visible, and the timer for the next message that
 * does so by time.
 */
export class VisibilityListeners {
  readonly #clock: Clock;
  readonly #due: () => void;
  readonly #listeners = new Set<() => void>();
  #timer: { at: number; cancel: Cancel } | undefined;
  #announcing = false;

  /** `due` is called at the armed time. */
  constructor(clock: Clock, due: () => void) {
    this.#clock = clock;
    this.#due = due;
  }

  get size(): number {
    return this.#listeners.size;
  }

  add(listener: () => void): void {
    this.#listeners.add(listener);
  }

  remove(listener: () => void): void {
    this.#listeners.delete(listener);
  }

  /** Calls every listener once, after the current synchronous block. */
  announce(): void {
    if (this.#announcing || this.#listeners.size === 0) return;
    this.#announcing = true;
    // Listeners act for themselves, not for the sender of the message.
    callContext.exit(() =>
      queueMicrotask(() => {
        this.#announcing = false;
        for (const listener of this.#listeners) listener();
      }),
    );
  }

  /**
   * Sets the timer. A timer that is set for an earlier time stays: when it fires early, it arms
   * again.
   */
  arm(next: number | undefined): void {
    if (this.#timer && (next === undefined || next < this.#timer.at)) {
      this.#timer.cancel();
      this.#timer = undefined;
    }
    if (next === undefined || this.#timer) return;
    const cancel = this.#clock.schedule(next, () => {
      this.#timer = undefined;
      this.#due();
    });
    this.#timer = { at: next, cancel };
  }
}
