import { callContext } from "../../kernel/call-context.ts";
import type { Cancel, Clock } from "../../kernel/clock.ts";

/** Who waits for messages of a queue to become visible, and the timer for the next one that will by itself. */
export class VisibilityListeners {
  readonly #clock: Clock;
  readonly #due: () => void;
  readonly #listeners = new Set<() => void>();
  #timer: { at: number; cancel: Cancel } | undefined;
  #announcing = false;

  /** `due` is called when the armed time has come. */
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

  /** Calls every listener once, after the present synchronous block. */
  announce(): void {
    if (this.#announcing || this.#listeners.size === 0) return;
    this.#announcing = true;
    // Listeners act on their own behalf, not on that of whoever sent the message.
    callContext.exit(() =>
      queueMicrotask(() => {
        this.#announcing = false;
        for (const listener of this.#listeners) listener();
      }),
    );
  }

  /** Sets the timer; a timer that is set for an earlier time stays, since what it finds early it arms again. */
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
