import { blueprint } from "@tradewind/blueprint";
import type { Stage } from "@tradewind/blueprint/language/stage";
import { atLoad } from "../cost/receipt.ts";
import type { Flows } from "../metering/flows.ts";
import type { Usage } from "../metering/usage.ts";
import { type Load, loadOf, sumOf, usageAt } from "./load.ts";
import { partitionsOf, STARTING_READS, STARTING_WRITES } from "./partitions.ts";
import { type Quota, quotas } from "./quotas.ts";

export interface Reached extends Omit<Quota, "demand"> {
  demand: number;
  share: number;
  /** Orders a second at which the default quota is reached. */
  ordersAtLimit: number;
  /** `design`: AWS does not raise it. */
  state: "within" | "ask" | "design";
}

interface OwnLimit {
  route: string;
  demand: number;
  limit: number;
}

export interface Capacity {
  load: Load;
  /** The fullest first. */
  quotas: Reached[];
  partitions: ReturnType<typeof partitionsOf>;
  warmThroughput: { table: string; reads: number; writes: number }[];
  /** Limits of the blueprint that the load exceeds. */
  ownLimits: OwnLimit[];
}

/** The demand of a load on each quota, in batches as at load. */
export function capacityOf(stage: Stage, flows: Flows, orders?: number): Capacity {
  const load = loadOf(stage, flows, orders);
  const usage = atLoad(usageAt(flows, load.runs));
  return {
    load,
    quotas: quotas
      .map((quota) => reached(quota, quota.demand({ usage, load }), load))
      .toSorted((a, b) => b.share - a.share),
    partitions: partitionsOf(load),
    warmThroughput: [warmThroughput(usage)],
    ownLimits: ownLimits(usage, load),
  };
}

function reached(quota: Quota, demand: number, { orders }: Load): Reached {
  const share = demand / quota.limit;
  const over = quota.adjustable ? "ask" : "design";
  return { ...quota, demand, share, ordersAtLimit: orders / share, state: share <= 1 ? "within" : over };
}

/** Carts, orders, payments and stock are in one table, whose units are the demand of all. */
function warmThroughput(usage: readonly Usage[]): Capacity["warmThroughput"][number] {
  const unitsOf = (unit: "readUnits" | "writeUnits") =>
    sumOf(usage, unit, ({ service }) => service === "dynamodb");
  const thousands = (amount: number) => Math.ceil(amount / 1000) * 1000;
  return {
    table: "Commerce",
    reads: Math.max(STARTING_READS, thousands(unitsOf("readUnits"))),
    writes: Math.max(STARTING_WRITES, thousands(unitsOf("writeUnits"))),
  };
}

/** Requests a second to each route, and the throttles of the blueprint that they exceed. */
function ownLimits(usage: readonly Usage[], load: Load): OwnLimit[] {
  const invocations = (name: string) =>
    sumOf(usage, "invocations", ({ service, caller }) => service === "lambda" && caller === name);
  const catalogRoutes = new Set(["ListProducts", "GetProduct"]);
  const requests = (name: string) => invocations(name) + (catalogRoutes.has(name) ? load.cached / 2 : 0);
  const all = blueprint.api.routes.reduce((sum, { name }) => sum + requests(name), load.others);
  return [
    { route: "the whole API (apiThrottle)", demand: all, limit: blueprint.api.throttle.rate },
    ...blueprint.api.routes.map(({ name, method, path, throttle }) => ({
      route: `${method} ${path}`,
      demand: requests(name),
      limit: throttle.rate,
    })),
  ].filter(({ demand, limit }) => demand > limit);
}
