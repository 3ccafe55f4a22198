import { AsyncLocalStorage } from "node:async_hooks";

/** Who is calling: set around each function invocation, so that the meter and the access policy can attribute calls. */
export interface CallContext {
  /** Name of the function being run. */
  caller: string;
  requestId: string;
}

export const callContext = new AsyncLocalStorage<CallContext>();
