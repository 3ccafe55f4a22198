import { AsyncLocalStorage } from "node:async_hooks";

/** By trace id; the shares add up to 1 at most: work on a batch serves many, and each bears its part. */
export type TraceShares = ReadonlyMap<string, number>;

const NONE: TraceShares = new Map();

const current = new AsyncLocalStorage<TraceShares>();

/**
 * What came of which request, so that asynchronous work is attributed to its cause: a request starts a trace, everything
 * lasting that it makes (a message, a stream record, an event's delivery, an execution) is stamped with it, and the work on
 * that thing goes on in the same trace. AWS carries X-Ray's trace header for this; here the stamp lies beside the thing and
 * never in it, so that nothing a function sees depends on it. Stamps are for the meter alone and do not outlive the process:
 * what is left over from an earlier one belongs to no trace.
 */
const stamps = new WeakMap<object, TraceShares>();

/** The traces that the work under way belongs to. */
export function currentTraces(): TraceShares {
  return current.getStore() ?? NONE;
}

/** Runs `work` as a request with this id. */
export function startTrace<T>(id: string, work: () => T): T {
  return current.run(new Map([[id, 1]]), work);
}

/** Runs `work` outside of every trace: background work is on behalf of the things it takes up, not of what woke it. */
export function leaveTraces<T>(work: () => T): T {
  return current.exit(work);
}

/** Remembers which traces `thing` came of; returns it. */
export function stamp<T extends object>(thing: T): T {
  const traces = current.getStore();
  if (traces && traces.size > 0) stamps.set(thing, traces);
  return thing;
}

/** Gives a copy the stamp of its original; returns the copy. */
export function stampLike<T extends object>(copy: T, original: object): T {
  const traces = stamps.get(original);
  if (traces) stamps.set(copy, traces);
  return copy;
}

/** Runs `work` on these things: in the traces of all of them, in equal parts. */
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
