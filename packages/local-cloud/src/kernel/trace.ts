import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Shares by trace id. They add up to 1 at most: work on a batch has several causes, each with its
 * share.
 */
export type TraceShares = ReadonlyMap<string, number>;

const NONE: TraceShares = new Map();

const current = new AsyncLocalStorage<TraceShares>();

/**
 * Attributes asynchronous work to the request that caused it. A request starts a trace. Every
 * object that outlives the call (a message, a stream record, an event's delivery, an execution) is
 * stamped with the trace, and work on that object continues the trace. AWS carries X-Ray's trace
 * header for this. Here the stamp lies beside the object and never in it, so functions cannot see
 * it. Only the meter uses stamps, and they do not outlive the process: work left from an earlier
 * process belongs to no trace.
 */
const stamps = new WeakMap<object, TraceShares>();

/** The traces of the current work. */
export function currentTraces(): TraceShares {
  return current.getStore() ?? NONE;
}

/** Runs `work` as the request with this id. */
export function startTrace<T>(id: string, work: () => T): T {
  return current.run(new Map([[id, 1]]), work);
}

/**
 * Runs `work` outside all traces. Background work acts for the objects it processes, not for what
 * woke it.
 */
export function leaveTraces<T>(work: () => T): T {
  return current.exit(work);
}

/** Stamps `thing` with the current traces and returns it. */
export function stamp<T extends object>(thing: T): T {
  const traces = current.getStore();
  if (traces && traces.size > 0) stamps.set(thing, traces);
  return thing;
}

/** Gives a copy the stamp of its original and returns the copy. */
export function stampLike<T extends object>(copy: T, original: object): T {
  const traces = stamps.get(original);
  if (traces) stamps.set(copy, traces);
  return copy;
}

/** Runs `work` in the traces of all `things`, in equal shares. */
export function workOn<T>(things: readonly object[], work: () => T): T {
  return current.run(tracesOf(things), work);
}

function tracesOf(things: readonly object[]): TraceShares {
  const [first] = things;
  if (things.length === 1 && first) return stamps.get(first) ?? NONE;
  const shares = new Map<string, number>();
  for (const thing of things) {
    for (const [trace, share] of stamps.get(thing) ?? NONE) {
      shares.set(trace, (shares.get(trace) ?? 0) + share / things.length);
    }
  }
  return shares;
}
