import type { Measured } from "./measured.ts";
import { atMost, type Target } from "./suite.ts";

/** One machine's measurements for the performance targets of the requirements. */
export interface Observed {
  /** GET /health at concurrency 16 and 1. */
  gateway: { busy: Measured; alone: Measured };
  /** The product list from the stage cache and without it, at concurrency 16 and 1. */
  cached: { busy: Measured; alone: Measured };
  uncached: { alone: Measured };
  checkouts: Measured;
  /** Completed orders per second, each with one authorisation and one capture. */
  ordersToRest: number;
}

const atLeast = (name: string, perSecond: number, rate: number): Target => ({
  name,
  measured: `${perSecond.toFixed(0)}/s`,
  wanted: `at least ${rate}/s`,
  met: perSecond >= rate,
});

/**
 * The requirements set these targets for AWS, which adds machines under load. One process on a
 * laptop shows the latencies and the throughput of one core.
 */
export function blueprintTargets({ gateway, cached, uncached, checkouts, ordersToRest }: Observed): Target[] {
  return [
    atMost("blueprint: gateway latency, p50 of one request at a time", gateway.alone.p50, 50),
    atLeast("blueprint: gateway throughput", gateway.busy.perSecond, 10_000),
    atMost("blueprint: catalog latency, cached, p50", cached.alone.p50, 5),
    atMost("blueprint: catalog latency, not cached, p50", uncached.alone.p50, 50),
    atMost("blueprint: catalog latency under load, p99", cached.busy.p99, 100),
    atLeast("blueprint: catalog throughput, cached", cached.busy.perSecond, 5000),
    atMost("blueprint: placing an order under load, p99", checkouts.placing?.p99 ?? Infinity, 500),
    atLeast("blueprint: order throughput", checkouts.perSecond, 1000),
    atLeast("blueprint: payment throughput, authorised and captured", ordersToRest, 500),
  ];
}
