import { catalogRoutes } from "./areas/catalog.ts";
import { orderRoutes } from "./areas/orders.ts";
import { paymentRoutes } from "./areas/payments.ts";
import type { BurnRate, ServiceLevel } from "./language/service-level.ts";

/** The service levels that docs/requirements.md asks for. */
export const serviceLevels: readonly ServiceLevel[] = [
  {
    name: "Gateway",
    availability: 0.9995,
    latency: { milliseconds: 50, of: "gateway" },
    throughput: { perSecond: 10_000, of: "requests" },
  },
  {
    name: "Catalog",
    availability: 0.9999,
    latency: { milliseconds: 100, of: "request" },
    throughput: { perSecond: 5000, of: "requests" },
    routes: catalogRoutes,
  },
  {
    name: "Orders",
    availability: 0.999,
    latency: { milliseconds: 500, of: "request" },
    throughput: { perSecond: 1000, of: "orders" },
    routes: orderRoutes,
  },
  {
    name: "Payments",
    availability: 0.9995,
    latency: { milliseconds: 1000, of: "request" },
    throughput: { perSecond: 500, of: "payments" },
    routes: paymentRoutes,
  },
];

export const burnRates: readonly BurnRate[] = [
  { name: "Fast", factor: 14.4, longMinutes: 60, shortMinutes: 5 },
  { name: "Slow", factor: 6, longMinutes: 360, shortMinutes: 30 },
];
