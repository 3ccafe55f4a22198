import { callContext } from "./call-context.ts";

/**
 * Knows whether asynchronous work is under way. Every delivery, invocation and execution step is tracked, so that
 * "wait until the shop is quiet" needs no sleeping.
 */
export class Activity {
  #running = 0;
  #waiters: (() => void)[] = [];

  /** Runs `work` in the background. It must handle its own failures: one that escapes is a defect and is thrown. */
  run(work: () => Promise<void>): void {
    this.#running += 1;
    // Whoever caused the work does not make its calls: a queue's delivery is not the sender's.
    callContext
      .exit(work)
      .catch((error: unknown) => {
        queueMicrotask(() => {
          throw error;
        });
      })
      .finally(() => this.#finish());
  }

  /** Counts `work` as activity and passes its result on. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#finish();
    }
  }

  /** Resolves when nothing is running. Timers that have not fired do not count. */
  async idle(): Promise<void> {
    for (;;) {
      // Work often hands over to other work in a later turn: it is idle when a few turns pass with nothing running.
      for (let turn = 0; turn < 3 && this.#running === 0; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (this.#running === 0) return;
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  #finish(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}
