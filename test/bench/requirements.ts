import type { Measured } from "./measured.ts";
import { atMost, type Target } from "./suite.ts";

/**
 * The measurements of one machine, for each figure in the requirements' table of service levels.
 */
export interface Observed {
  /** GET /health, concurrency 16 and 1. */
  gateway: { busy: Measured; alone: Measured };
  /** The product list from the stage cache and past it, concurrency 16 and 1. */
  cached: { busy: Measured; alone: Measured };
  uncached: { alone: Measured };
  checkouts: Measured;
  /** Orders carried to their end, each with one authorisation and one capture. */
  ordersToRest: number;
}

const atLeast = (name: string, perSecond: number, rate: number): Target => ({
  name,
  measured: `${perSecond.toFixed(0)}/s`,
  wanted: `at least ${rate}/s`,
  met: perSecond >= rate,
});

/**
 * The requirements are for AWS, which scales by adding machines. One process on a laptop shows its
 * latencies, and how much one core can do.
 */
export function requirements({ gateway, cached, uncached, checkouts, ordersToRest }: Observed): Target[] {
  return [
    atMost("requirement: gateway latency, p50 of one request at a time", gateway.alone.p50, 50),
    atLeast("requirement: gateway throughput", gateway.busy.perSecond, 10_000),
    atMost("requirement: catalog latency, cached, p50", cached.alone.p50, 5),
    atMost("requirement: catalog latency, not cached, p50", uncached.alone.p50, 50),
    atMost("requirement: catalog latency under load, p99", cached.busy.p99, 100),
    atLeast("requirement: catalog throughput, cached", cached.busy.perSecond, 5000),
    atMost("requirement: placing an order under load, p99", checkouts.placing?.p99 ?? Infinity, 500),
    atLeast("requirement: order throughput", checkouts.perSecond, 1000),
    atLeast("requirement: payment throughput, authorised and captured", ordersToRest, 500),
  ];
}
