import { AsyncLocalStorage } from "node:async_hooks";
import { callContext } from "./call-context.ts";
import type { Cancel, Clock } from "./clock.ts";
import type { Sandbox } from "./sandbox.ts";
import { leaveTraces } from "./trace.ts";

/**
 * One piece of work. It counts as running unless it waits for its own children or for the clock.
 */
interface Work {
  /** The work that awaits this work. */
  parent: Work | undefined;
  done: boolean;
  /** Number of things it waits for. */
  waits: number;
  /** The sandbox of the work, if it is a function's. */
  sandbox: Sandbox | undefined;
}

const current = new AsyncLocalStorage<Work>();

/**
 * Tracks asynchronous work: every delivery, invocation and execution step. So "wait until the shop
 * is idle" needs no sleeping.
 */
export class Activity {
  #running = 0;
  #waiters: (() => void)[] = [];
  #timers = 0;

  /** True if work waits for the clock. It continues only when time advances. */
  get waiting(): boolean {
    return this.#timers > 0;
  }

  /**
   * Runs `work` in the background. It must handle its own failures; an error that escapes is a
   * defect and is thrown.
   */
  run(work: () => Promise<void>): void {
    const started = this.#start(undefined);
    current
      // Background work does not act for its cause: a queue's delivery is not a call of the sender.
      .run(started, () => callContext.exit(() => leaveTraces(work)))
      .catch((error: unknown) => {
        queueMicrotask(() => {
          throw error;
        });
      })
      .finally(() => this.#finish(started));
  }

  /** The sandbox in which the current code runs. */
  get sandbox(): Sandbox | undefined {
    return current.getStore()?.sandbox;
  }

  /**
   * Counts `work` as activity and returns its result. The caller must await it. `sandbox` is the
   * sandbox of the work.
   */
  async track<T>(work: () => Promise<T>, sandbox?: Sandbox): Promise<T> {
    const started = this.#start(current.getStore(), sandbox);
    try {
      return await current.run(started, work);
    } finally {
      this.#finish(started);
    }
  }

  /**
   * Calls `fire` after `milliseconds` of the clock. Until then, or until it is cancelled, the work
   * that set the timer does not count as running.
   */
  timer(clock: Clock, milliseconds: number, fire: () => void): Cancel {
    const work = current.getStore();
    let pending = true;
    this.#timers += 1;
    if (work) this.#pause(work);
    const end = () => {
      if (!pending) return;
      pending = false;
      this.#timers -= 1;
      if (work) this.#unpause(work);
    };
    const bound = AsyncLocalStorage.bind(fire);
    const cancel = clock.schedule(clock.now() + milliseconds, () => {
      end();
      bound();
    });
    return () => {
      cancel();
      end();
    };
  }

  /**
   * Waits for `milliseconds` of the clock. Meanwhile the work that awaits this does not count as
   * running.
   */
  sleep(clock: Clock, milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.timer(clock, milliseconds, resolve));
  }

  /**
   * Resolves when nothing is running. Timers that have not fired do not count, nor does work that
   * waits for one.
   */
  async idle(): Promise<void> {
    for (;;) {
      // Work often hands over to other work in a later turn. It is idle if nothing runs for a few
      // turns.
      for (let turn = 0; turn < 3 && this.#running === 0; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (this.#running === 0) return;
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  #start(parent: Work | undefined, sandbox = parent?.sandbox): Work {
    this.#running += 1;
    const awaited = parent?.done ? undefined : parent;
    if (awaited) this.#pause(awaited);
    return { parent: awaited, done: false, waits: 0, sandbox };
  }

  #finish(work: Work): void {
    work.done = true;
    // The parent continues in the same turn, before this can be taken for idleness.
    if (work.parent) this.#unpause(work.parent);
    if (work.waits === 0) this.#stopped();
  }

  #pause(work: Work): void {
    work.waits += 1;
    if (work.waits === 1 && !work.done) this.#stopped();
  }

  #unpause(work: Work): void {
    work.waits -= 1;
    if (work.waits === 0 && !work.done) this.#running += 1;
  }

  #stopped(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}
