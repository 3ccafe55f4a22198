import type { Route } from "./define.ts";

/** The availability and latency that a service promises. */
export interface ServiceLevel {
  name: string;
  /** Share of requests that do not fail on our side. */
  availability: number;
  /** `request`: at the 99th percentile. `gateway`: the time the gateway adds to its functions, on average. */
  latency: { milliseconds: number; of: "request" | "gateway" };
  /** Absent for the API as a whole. */
  routes?: readonly Route[];
}

/**
 * An alarm rings when both windows spend the month's error budget `factor` times too fast: the long window shows that it
 * matters, the short one that it still goes on. https://sre.google/workbook/alerting-on-slos/
 */
export interface BurnRate {
  name: string;
  factor: number;
  longMinutes: number;
  shortMinutes: number;
}
