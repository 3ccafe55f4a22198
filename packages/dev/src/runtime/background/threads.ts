import { availableParallelism } from "node:os";
import type { Bundles } from "@tradewind/bundles/build-functions";
import { handlerPath } from "@tradewind/bundles/handler-path";
import type { RemoteHandler } from "@tradewind/local-cloud";
import { BackgroundThread, type ThreadOptions } from "./thread.ts";

/** The cloud, which has one thread, cannot serve more: two threads of functions keep it busy. */
const MOST_THREADS = Math.min(2, availableParallelism());

/**
 * A thread is passed over while it runs so many invocations more than the next. So a shop with
 * little to do has one thread, and loads the code of its functions once.
 */
const LEAD = 5;

/**
 * Runs background functions (consumers, saga steps, schedules) in threads of their own, so that
 * requests and background work do not wait for each other.
 */
export class BackgroundThreads {
  readonly #bundles: Promise<Bundles>;
  readonly #threads: readonly BackgroundThread[];

  constructor({ bundles, ...options }: ThreadOptions & { bundles: Promise<Bundles> }) {
    this.#bundles = bundles;
    // The builder reports a failed build.
    bundles.catch(() => undefined);
    this.#threads = Array.from({ length: MOST_THREADS }, () => new BackgroundThread(options));
  }

  /**
   * Returns a handler that runs the newest bundle of, say, `functions/cart/add-item.handler` in one
   * of the threads.
   */
  async load(handler: string): Promise<RemoteHandler> {
    const path = handlerPath(handler);
    const loaded = { file: (await this.#bundles).file(path.module), export: path.export };
    return { invoke: (event, context) => this.#leastBusy().invoke(loaded, event, context) };
  }

  /** Cuts off all invocations. They are never answered. */
  async stop(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }

  #leastBusy(): BackgroundThread {
    return this.#threads.reduce((best, thread) =>
      thread.invocations + LEAD <= best.invocations ? thread : best,
    );
  }
}
