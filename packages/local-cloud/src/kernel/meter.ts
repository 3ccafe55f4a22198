import { callContext } from "./call-context.ts";
import { currentTraces, type TraceShares } from "./trace.ts";

/** The units that one call used. Their names follow the units that AWS bills. */
export type Units = Partial<
  Record<
    | "readUnits"
    | "writeUnits"
    | "stateTransitions"
    | "requests"
    /** Requests to FIFO queues, which cost more. */
    | "fifoRequests"
    | "events"
    | "invocations"
    | "durationMs"
    /** Memory times billed duration. */
    | "gbSeconds",
    number
  >
>;

/** One metered API call, invocation or delivery. */
export interface MeteredCall {
  service: string;
  operation: string;
  /** The function that made the call; undefined for calls from outside. */
  caller: string | undefined;
  requestId: string | undefined;
  /** The outside requests that caused this call, each with its share. */
  traces: TraceShares;
  units: Units;
  requestBytes: number;
  responseBytes: number;
}

export interface MeterTotal {
  service: string;
  operation: string;
  caller: string | undefined;
  calls: number;
  units: Units;
  requestBytes: number;
  responseBytes: number;
}

/** Counts every call by service, operation and caller. */
export class Meter {
  readonly #totals = new Map<string, MeterTotal>();
  readonly #taps = new Set<(call: MeteredCall) => void>();

  record(
    service: string,
    operation: string,
    units: Units,
    bytes: { request?: number; response?: number } = {},
  ): void {
    const context = callContext.getStore();
    const key = `${service}\0${operation}\0${context?.caller ?? ""}`;
    let total = this.#totals.get(key);
    if (!total) {
      total = {
        service,
        operation,
        caller: context?.caller,
        calls: 0,
        units: {},
        requestBytes: 0,
        responseBytes: 0,
      };
      this.#totals.set(key, total);
    }
    total.calls += 1;
    total.requestBytes += bytes.request ?? 0;
    total.responseBytes += bytes.response ?? 0;
    for (const [unit, amount] of Object.entries(units) as [keyof Units, number][]) {
      total.units[unit] = (total.units[unit] ?? 0) + amount;
    }
    if (this.#taps.size === 0) return;
    const call: MeteredCall = {
      service,
      operation,
      caller: context?.caller,
      requestId: context?.requestId,
      traces: currentTraces(),
      units,
      requestBytes: bytes.request ?? 0,
      responseBytes: bytes.response ?? 0,
    };
    for (const tap of this.#taps) tap(call);
  }

  /** All totals since the start or the last reset. */
  totals(): MeterTotal[] {
    return [...this.#totals.values()].map((total) => ({ ...total, units: { ...total.units } }));
  }

  reset(): void {
    this.#totals.clear();
  }

  /** Passes each further call to `listener`. Returns the function that stops it. */
  tap(listener: (call: MeteredCall) => void): () => void {
    this.#taps.add(listener);
    return () => this.#taps.delete(listener);
  }
}
