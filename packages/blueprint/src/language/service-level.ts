import type { Route } from "./define.ts";

/** The load that a service must carry: its rate a second. */
export interface Throughput {
  perSecond: number;
  of: "requests" | "orders" | "payments";
}

/** The availability, latency and throughput that a service promises. */
export interface ServiceLevel {
  name: string;
  /** The share of requests that do not fail on our side. */
  availability: number;
  /**
   * `request`: the 99th percentile. `gateway`: the average time that the gateway adds to its
   * functions.
   */
  latency: { milliseconds: number; of: "request" | "gateway" };
  throughput: Throughput;
  /** Absent for the whole API. */
  routes?: readonly Route[];
}

/**
 * An alarm goes off when the monthly error budget burns `factor` times too fast in both windows:
 * the long one shows that it matters, the short one that it goes on.
 * https://sre.google/workbook/alerting-on-slos/
 */
export interface BurnRate {
  name: string;
  factor: number;
  longMinutes: number;
  shortMinutes: number;
}
