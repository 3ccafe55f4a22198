import { AsyncLocalStorage } from "node:async_hooks";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import type { LambdaContext, LocalCloud } from "@tradewind/local-cloud";
import { RuntimeExited } from "@tradewind/local-cloud/kernel/sandbox";
import {
  type Answer,
  type Call,
  errorOf,
  type FromThread,
  failureOf,
  type Invocation,
  inBatches,
  type Outcome,
  ownBytes,
  type ToThread,
} from "./messages.ts";

interface Running {
  /** Runs work in the invocation's async context, which counts, traces and cuts off its calls. */
  within: <T>(work: () => T) => T;
  outcome: PromiseWithResolvers<string | undefined>;
}

export interface ThreadOptions {
  cloud: LocalCloud;
  /** Makes stacks in logs show the sources. */
  sourceMaps: boolean;
}

/** A thread for invocations. Their AWS calls return to the cloud in this process. */
export class BackgroundThread {
  readonly #options: ThreadOptions;
  readonly #running = new Map<string, Running>();
  #worker: Worker | undefined;
  #stopped = false;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** Number of invocations that run in the thread. */
  get invocations(): number {
    return this.#running.size;
  }

  /** Runs a bundle's handler; returns its answer as JSON. The first one starts the thread. */
  invoke(
    handler: Pick<Invocation, "file" | "export">,
    event: string,
    { getRemainingTimeInMillis, ...context }: LambdaContext,
  ): Promise<string | undefined> {
    const id = context.awsRequestId;
    const deadline = Date.now() + getRemainingTimeInMillis();
    const outcome = Promise.withResolvers<string | undefined>();
    this.#running.set(id, { within: AsyncLocalStorage.snapshot(), outcome });
    this.#send({ kind: "invocation", id, ...handler, event, context, deadline });
    return outcome.promise;
  }

  /** Cuts off all invocations. They are never answered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker?.terminate();
  }

  readonly #send = inBatches<ToThread>((batch) => {
    if (this.#stopped) return;
    this.#worker ??= this.#start();
    this.#worker.postMessage(batch);
  });

  #start(): Worker {
    const { sourceMaps } = this.#options;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: { sourceMaps },
      stdout: true,
      stderr: true,
    });
    for (const name of ["stdout", "stderr"] as const) {
      createInterface({ input: worker[name] }).on("line", (line) => process[name].write(`${line}\n`));
    }
    worker.on("message", (batch: FromThread[]) => {
      for (const message of batch) {
        if (message.kind === "call") void this.#call(message);
        else this.#settle(message);
      }
    });
    worker.on("error", (error) => this.#failAll(error));
    worker.on("exit", () => this.#failAll(new RuntimeExited()));
    worker.unref();
    return worker;
  }

  #settle({ id, result }: Outcome): void {
    const invocation = this.#running.get(id);
    this.#running.delete(id);
    if (result.ok) invocation?.outcome.resolve(result.answer);
    else invocation?.outcome.reject(errorOf(result.error));
  }

  async #call({ id, invocation, request }: Call): Promise<void> {
    const running = this.#running.get(invocation);
    // Lambda, too, freezes code that continues after its invocation has ended.
    if (!running) return;
    const { body, query } = request;
    const wire = {
      ...request,
      query: new URLSearchParams(query),
      body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    };
    const result = await running
      .within(() => this.#options.cloud.handle(wire))
      .then(
        ({ body, ...response }): Answer["result"] => ({
          ok: true,
          response: { ...response, body: typeof body === "string" ? body : ownBytes(body) },
        }),
        (error: unknown): Answer["result"] => ({ ok: false, error: failureOf(error) }),
      );
    this.#send({ kind: "answer", id, result });
  }

  /**
   * Fails all running invocations after the thread's death. The next invocation starts a new
   * thread.
   */
  #failAll(error: unknown): void {
    if (this.#stopped) return;
    this.#worker = undefined;
    for (const { outcome } of this.#running.values()) outcome.reject(error);
    this.#running.clear();
  }
}
