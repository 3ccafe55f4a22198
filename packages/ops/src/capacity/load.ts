/** The load of a shop: how often each flow happens in a second. */
import type { Stage } from "@tradewind/blueprint/language/stage";
import { serviceLevels } from "@tradewind/blueprint/service-levels";
import { type FlowName, type Flows, LINES } from "../metering/flows.ts";
import { times, type Usage } from "../metering/usage.ts";

/** The share of catalog requests that the stage cache answers, where a stage has one. */
const CACHED_SHARE = 0.9;
/** Ten orders to a session. Its access token lives for an hour, so nine begin with a renewal. */
const SIGN_INS_PER_ORDER = 0.1;
const RENEWALS_PER_ORDER = 1 - SIGN_INS_PER_ORDER;
const RETURNS_PER_ORDER = 0.05;

export interface Load {
  orders: number;
  payments: number;
  /** Catalog requests that the stage cache answers. They pass the gateway only. */
  cached: number;
  /** Requests of the gateway's target that no flow makes. */
  others: number;
  /** Runs of each flow a second. */
  runs: Readonly<Record<FlowName, number>>;
}

const target = (name: string): number =>
  serviceLevels.find((level) => level.name === name)?.throughput.perSecond ?? 0;

/** The requirements' four targets of throughput, with another rate of orders if given. */
export function loadOf(stage: Stage, flows: Flows, orders = target("Orders")): Load {
  const catalog = target("Catalog");
  const cached = stage.apiCacheGb ? catalog * CACHED_SHARE : 0;
  // Each order makes one payment.
  const payments = Math.max(orders, target("Payments"));
  const runs = {
    list: (catalog - cached) / 2,
    product: (catalog - cached) / 2,
    signIn: orders * SIGN_INS_PER_ORDER,
    renewal: orders * RENEWALS_PER_ORDER,
    cart: orders * LINES,
    card: payments,
    order: orders,
    return: orders * RETURNS_PER_ORDER,
  };
  const made = cached + requestsOf(usageAt(flows, runs));
  return {
    orders,
    payments,
    cached,
    others: Math.max(0, target("Gateway") - made),
    runs,
  };
}

/** All calls in a second. */
export const usageAt = (flows: Flows, runs: Load["runs"]): Usage[] =>
  (Object.keys(runs) as FlowName[]).flatMap((name) => times(flows[name], runs[name]));

export const requestsOf = (usage: readonly Usage[]): number =>
  sumOf(usage, "requests", ({ service }) => service === "apigateway");

export function sumOf(
  usage: readonly Usage[],
  unit: keyof Usage["units"],
  wanted: (one: Usage) => boolean,
): number {
  return usage.filter(wanted).reduce((sum, { units }) => sum + (units[unit] ?? 0), 0);
}
