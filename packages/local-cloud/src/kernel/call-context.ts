import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The current caller. Set around each function invocation, so that the meter and the access policy
 * can attribute calls.
 */
export interface CallContext {
  /** Name of the running function. */
  caller: string;
  requestId: string;
}

export const callContext = new AsyncLocalStorage<CallContext>();
