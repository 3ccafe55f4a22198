import type { MeteredCall } from "@tradewind/local-cloud";

/** The calls of one operation by one caller, for one run of a flow. */
export interface Usage {
  service: string;
  operation: string;
  /** The function that calls; undefined for AWS itself, such as a queue's poller. */
  caller: string | undefined;
  calls: number;
  units: MeteredCall["units"];
}

/** Sums metered calls by service, operation and caller, as the share of each of `runs` runs. */
export const usageOf = (calls: readonly MeteredCall[], runs = 1): Usage[] =>
  times(summed(calls.map((call) => ({ ...call, calls: 1 }))), 1 / runs);

/** Sums usage by service, operation and caller. */
export function summed(usage: readonly Usage[]): Usage[] {
  const sums = new Map<string, Usage>();
  for (const { service, operation, caller, calls, units } of usage) {
    const key = `${service} ${operation} ${caller ?? ""}`;
    const sum = sums.get(key) ?? { service, operation, caller, calls: 0, units: {} };
    sums.set(key, { ...sum, calls: sum.calls + calls, units: added(sum.units, units) });
  }
  return [...sums.values()];
}

/** The usage of a share of the runs, or of several. */
export const times = (usage: readonly Usage[], factor: number): Usage[] =>
  usage.map((one) => ({ ...one, calls: one.calls * factor, units: scaled(one.units, factor) }));

export const scaled = (units: Usage["units"], factor: number): Usage["units"] =>
  Object.fromEntries(Object.entries(units).map(([unit, amount]) => [unit, amount * factor]));

function added(one: Usage["units"], other: Usage["units"]): Usage["units"] {
  const sum: Record<string, number> = { ...one };
  for (const [unit, amount] of Object.entries(other)) sum[unit] = (sum[unit] ?? 0) + amount;
  return sum;
}
