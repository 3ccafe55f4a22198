import { AsyncLocalStorage } from "node:async_hooks";
import { callContext } from "./call-context.ts";
import type { Cancel, Clock } from "./clock.ts";
import type { Sandbox } from "./sandbox.ts";
import { leaveTraces } from "./trace.ts";

/** One piece of work. It counts as running unless it waits: for work of its own, or for the clock. */
interface Work {
  /** The work that awaits this one. */
  parent: Work | undefined;
  done: boolean;
  /** How many things it waits for. */
  waits: number;
  /** What the work runs in, when it is a function's. */
  sandbox: Sandbox | undefined;
}

const current = new AsyncLocalStorage<Work>();

/**
 * Knows whether asynchronous work is under way. Every delivery, invocation and execution step is tracked, so that
 * "wait until the shop is quiet" needs no sleeping.
 */
export class Activity {
  #running = 0;
  #waiters: (() => void)[] = [];
  #timers = 0;

  /** Whether work waits for the clock: it goes on only when time does. */
  get waiting(): boolean {
    return this.#timers > 0;
  }

  /** Runs `work` in the background. It must handle its own failures: one that escapes is a defect and is thrown. */
  run(work: () => Promise<void>): void {
    const started = this.#start(undefined);
    current
      // Whoever caused the work does not make its calls: a queue's delivery is not the sender's.
      .run(started, () => callContext.exit(() => leaveTraces(work)))
      .catch((error: unknown) => {
        queueMicrotask(() => {
          throw error;
        });
      })
      .finally(() => this.#finish(started));
  }

  /** The sandbox on whose behalf the present code runs. */
  get sandbox(): Sandbox | undefined {
    return current.getStore()?.sandbox;
  }

  /** Counts `work` as activity and passes its result on. The caller must await it. `sandbox` is what the work runs in. */
  async track<T>(work: () => Promise<T>, sandbox?: Sandbox): Promise<T> {
    const started = this.#start(current.getStore(), sandbox);
    try {
      return await current.run(started, work);
    } finally {
      this.#finish(started);
    }
  }

  /**
   * Calls `fire` once `milliseconds` of the clock have passed; until then, or until it is cancelled, the work that set the
   * timer does not count as running.
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

  /** Lets `milliseconds` of the clock pass; meanwhile the work that awaits this does not count as running. */
  sleep(clock: Clock, milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.timer(clock, milliseconds, resolve));
  }

  /** Resolves when nothing is running. Timers that have not fired do not count, nor does work that waits for one. */
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

  #start(parent: Work | undefined, sandbox = parent?.sandbox): Work {
    this.#running += 1;
    const awaited = parent?.done ? undefined : parent;
    if (awaited) this.#pause(awaited);
    return { parent: awaited, done: false, waits: 0, sandbox };
  }

  #finish(work: Work): void {
    work.done = true;
    // The parent goes on in the same turn, before anybody can take this for idleness.
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
