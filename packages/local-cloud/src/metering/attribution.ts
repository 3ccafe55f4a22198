import type { MeteredCall, Units } from "../kernel/meter.ts";

/** The part of a call that belongs to one trace. */
export interface TracedCall extends MeteredCall {
  /** Number of calls: below 1 if several traces share the call. */
  calls: number;
}

/**
 * The calls caused by one outside request, up to the last asynchronous step. An API Gateway
 * response names its trace in `x-amzn-trace-id`. Work on a batch is divided evenly among the
 * batch's items.
 */
export function callsOfTrace(calls: Iterable<MeteredCall>, trace: string): TracedCall[] {
  const found: TracedCall[] = [];
  for (const call of calls) {
    const share = call.traces.get(trace);
    if (share !== undefined) found.push({ ...call, calls: share, units: scaleUnits(call.units, share) });
  }
  return found;
}

/** The calls of one function invocation, and the invocation itself. */
export function callsOfInvocation(calls: Iterable<MeteredCall>, requestId: string): MeteredCall[] {
  return [...calls].filter((call) => call.requestId === requestId);
}

function scaleUnits(units: Units, share: number): Units {
  if (share === 1) return units;
  return Object.fromEntries(Object.entries(units).map(([unit, amount]) => [unit, amount * share]));
}
