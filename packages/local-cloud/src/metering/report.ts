import type { Units } from "../kernel/meter.ts";
import { type Architecture, type Price, type PriceTable, US_EAST_1 } from "./prices.ts";

/** A metered call, or the total of many. */
export interface Used {
  service: string;
  operation: string;
  units: Units;
  /** Default 1. A call that several traces share counts in part for each. */
  calls?: number;
}

export interface CostLine {
  service: string;
  operation: string;
  calls: number;
  units: Units;
  /** US dollars. */
  dollars: number;
}

export interface CostReport {
  /** The date of the prices. */
  pricesOf: string;
  /** By service and operation, in alphabetical order, free calls included. */
  lines: CostLine[];
  /** US dollars by service, the most expensive first. */
  services: { service: string; dollars: number }[];
  dollars: number;
}

export interface ReportOptions {
  prices?: PriceTable;
  /** The architecture of the functions. */
  architecture?: Architecture;
}

/**
 * The usage and cost of metered calls: of a request, an order or a whole run, depending on the
 * calls given.
 */
export function report(used: Iterable<Used>, options: ReportOptions = {}): CostReport {
  const { prices: table = US_EAST_1, architecture = "arm64" } = options;
  const prices = table.prices.filter((price) => (price.architecture ?? architecture) === architecture);
  const lines = sumByOperation(used);
  const services = new Map<string, number>();
  for (const line of lines) {
    line.dollars = costOf(line, prices);
    services.set(line.service, (services.get(line.service) ?? 0) + line.dollars);
  }
  return {
    pricesOf: `${table.region}, ${table.date}${table.basis === "memory" ? ", from memory" : ""}`,
    lines,
    services: [...services]
      .map(([service, dollars]) => ({ service, dollars }))
      .sort((a, b) => b.dollars - a.dollars || (a.service < b.service ? -1 : 1)),
    dollars: lines.reduce((sum, { dollars }) => sum + dollars, 0),
  };
}

/** The number of units of a kind that the calls used. */
export function unitsOf(used: Iterable<Used>, unit: keyof Units): number {
  let sum = 0;
  for (const { units } of used) sum += units[unit] ?? 0;
  return sum;
}

function sumByOperation(used: Iterable<Used>): CostLine[] {
  const lines = new Map<string, CostLine>();
  for (const { service, operation, units, calls = 1 } of used) {
    const key = `${service} ${operation}`;
    let line = lines.get(key);
    if (!line) lines.set(key, (line = { service, operation, calls: 0, units: {}, dollars: 0 }));
    line.calls += calls;
    for (const [unit, amount] of Object.entries(units) as [keyof Units, number][]) {
      line.units[unit] = (line.units[unit] ?? 0) + amount;
    }
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function costOf({ service, operation, units }: CostLine, prices: readonly Price[]): number {
  let dollars = 0;
  for (const price of prices) {
    if (price.service !== service) continue;
    if (price.operations && !price.operations.includes(operation)) continue;
    dollars += ((units[price.unit] ?? 0) * price.dollarsPerMillion) / 1_000_000;
  }
  return dollars;
}
