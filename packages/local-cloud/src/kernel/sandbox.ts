/**
 * The environment of an invocation. When it dies, its code cannot be stopped, because it shares the
 * process, but it is cut off from the cloud.
 */
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

  /** True after the sandbox died. Calls of its code are then neither executed nor answered. */
  get dead(): boolean {
    return this.#dead;
  }

  /** Ends the invocation immediately with this error. Code that awaits this never continues. */
  die(reason: Error): Promise<never> {
    this.#dead = true;
    this.#reject(reason);
    return never();
  }
}

/** A promise that never settles, for code that is cut off. */
export function never(): Promise<never> {
  return new Promise(() => {});
}

/**
 * The process of a function ended.
 * https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 */
export class RuntimeExited extends Error {
  override readonly name = "Runtime.ExitError";
  constructor() {
    super("Error: Runtime exited with error: signal: killed");
  }
}
