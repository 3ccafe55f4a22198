import { catalogRoutes } from "./areas/catalog.ts";
import type { Route } from "./language/define.ts";
import { orderRoutes } from "./areas/orders.ts";
import { paymentRoutes } from "./areas/payments.ts";

/** What is promised of a service, from the blueprint's table of performance metrics. */
export interface ServiceLevel {
  name: string;
  /** Share of requests that do not fail on our side. */
  availability: number;
  /** At the 99th percentile. `gateway`: what the gateway adds to its functions' time, on average. */
  latency: { milliseconds: number; of: "request" | "gateway" };
  /** Absent for the API as a whole. */
  routes?: readonly Route[];
}

export const serviceLevels: readonly ServiceLevel[] = [
  { name: "Gateway", availability: 0.9995, latency: { milliseconds: 50, of: "gateway" } },
  {
    name: "Catalog",
    availability: 0.9999,
    latency: { milliseconds: 100, of: "request" },
    routes: catalogRoutes,
  },
  {
    name: "Orders",
    availability: 0.999,
    latency: { milliseconds: 500, of: "request" },
    routes: orderRoutes,
  },
  {
    name: "Payments",
    availability: 0.9995,
    latency: { milliseconds: 1000, of: "request" },
    routes: paymentRoutes,
  },
];

/**
 * An alarm rings when the budget of a month's errors is burnt `factor` times too fast over both windows: the long one shows
 * that it matters, the short one that it still goes on. https://sre.google/workbook/alerting-on-slos/
 */
export const burnRates = [
  { name: "Fast", factor: 14.4, longMinutes: 60, shortMinutes: 5 },
  { name: "Slow", factor: 6, longMinutes: 360, shortMinutes: 30 },
] as const;
