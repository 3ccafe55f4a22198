/** What an invocation runs in. When it dies, its code is not stopped, as it shares the process, but cut off from the cloud. */
export class Sandbox {
  /** Rejects when the sandbox dies. */
  readonly death: Promise<never>;
  #dead = false;
  readonly #reject: (reason: Error) => void;

  constructor() {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.death = promise;
    this.#reject = reject;
  }

  /** True once it died: what its code still calls is not executed and never answered. */
  get dead(): boolean {
    return this.#dead;
  }

  /** Ends the invocation here and now with this error; what awaits this never goes on. */
  die(reason: Error): Promise<never> {
    this.#dead = true;
    this.#reject(reason);
    return never();
  }
}

/** What code that is cut off waits for. */
export function never(): Promise<never> {
  return new Promise(() => {});
}

/** The process of a function ended. https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
export class RuntimeExited extends Error {
  override readonly name = "Runtime.ExitError";
  constructor() {
    super("Error: Runtime exited with error: signal: killed");
  }
}
