import { AsyncLocalStorage } from "node:async_hooks";

/** Who is calling: set around each function invocation, so that the meter and the access policy can attribute calls. */
export interface CallContext {
  /** Name of the function being run. */
  caller: string;
  requestId: string;
  /** The sandbox is gone: it died or ran out of time. What its code still calls is never answered. */
  ended: boolean;
  /** Ends the invocation here, as when its process dies; what awaits this never goes on. */
  crash(): Promise<never>;
}

export const callContext = new AsyncLocalStorage<CallContext>();

/** What code that is gone waits for. */
export function never(): Promise<never> {
  return new Promise(() => {});
}
