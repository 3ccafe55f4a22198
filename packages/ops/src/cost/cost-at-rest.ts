/** Monthly cost of a stage without traffic, by its settings. */
import { blueprint } from "@tradewind/blueprint";
import { networksOf } from "@tradewind/blueprint/derived/stages";
import type { Stage } from "@tradewind/blueprint/language/stage";
import { type PriceAtRest, pricesAtRest } from "./prices-at-rest.ts";

type Priced = keyof typeof pricesAtRest;

export interface CostAtRest {
  what: string;
  count: number;
  dollarsPerMonth: number;
  price: PriceAtRest;
}

const HOURS_OF_A_MONTH = 730;
/** RDS Proxy bills for at least this many capacity units. */
const PROXY_MINIMUM = 8;
/** Customer-managed keys that the blueprint does not list: the key of the topics. */
const OWN_KEYS = 1;

/**
 * The billed items, dearest first, without those that cost nothing. Storage, backups, logs and data
 * transfer are not included.
 */
export function costAtRest(stage: Stage): CostAtRest[] {
  return [
    ...databaseOf(stage),
    line(`cache.${stage.cache.instance}`, stage.cache.nodes),
    ...(stage.search
      ? [
          line(`${stage.search.instance}.search`, stage.search.nodes),
          line("searchGigabyte", stage.search.nodes * stage.search.storageGb),
        ]
      : []),
    ...(stage.apiCacheGb ? [line(stage.apiCacheGb === "0.5" ? "apiCacheHalf" : "apiCacheSix", 1)] : []),
    line(
      "interfaceEndpoint",
      networksOf(blueprint, stage).reduce(
        (sum, { interfaceEndpoints }) => sum + interfaceEndpoints.length * stage.zones,
        0,
      ),
    ),
    line("securityModule", stage.hsm?.modules ?? 0),
    line("key", blueprint.keys.length + OWN_KEYS + (stage.recovery ? 1 : 0)),
    line("secret", 2 + (stage.search ? 1 : 0)),
    ...firewallsOf(stage),
    line("alarm", alarmMetricsOf(stage)),
    line("dashboard", 1),
    ...(stage.domain ? [line("hostedZone", 1), line("healthCheck", stage.recovery ? 1 : 0)] : []),
    line("polledQueue", blueprint.queues.length),
    line("polledStream", blueprint.pipes.length),
  ]
    .filter(({ dollarsPerMonth }) => dollarsPerMonth > 0)
    .toSorted((a, b) => b.dollarsPerMonth - a.dollarsPerMonth);
}

function line(name: string, count: number): CostAtRest {
  if (!isPriced(name)) throw new Error(`There is no price for ${name}: add it to prices-at-rest.ts.`);
  const price: PriceAtRest = pricesAtRest[name];
  const { billed, dollars, per } = price;
  const dollarsPerMonth = count * dollars * (per === "hour" ? HOURS_OF_A_MONTH : 1);
  return { what: billed, count, dollarsPerMonth, price };
}

const isPriced = (name: string): name is Priced => Object.hasOwn(pricesAtRest, name);

/**
 * Each instance has the minimum capacity; a stage with a minimum of 0 pauses its database. The copy
 * in the recovery region has one instance.
 */
function databaseOf({ database, recovery }: Stage): CostAtRest[] {
  const instances = 1 + database.replicas + (recovery ? 1 : 0);
  return [
    line("auroraCapacityUnit", instances * database.minimumCapacity),
    line(
      "proxyCapacityUnit",
      database.proxy ? Math.max(PROXY_MINIMUM, (1 + database.replicas) * database.minimumCapacity) : 0,
    ),
  ];
}

/** A stage has two web ACLs: one before the API and one before CloudFront. */
function firewallsOf({ firewall }: Stage): CostAtRest[] {
  if (!firewall) return [];
  const { managedRuleGroups, rates } = blueprint.firewall;
  return [
    line("webAcl", 2),
    line("webAclRule", 2 * (1 + managedRuleGroups.length + rates.length)),
    line("botControl", 2),
  ];
}

/**
 * Counts the metrics of all alarms: dead letters, backlog and consumer of each queue; rules, pipes
 * and workflows; service levels by route and window.
 */
function alarmMetricsOf(stage: Stage): number {
  const { queues, rules, pipes, workflows, burnRates, serviceLevels } = blueprint;
  const always = 3 * queues.length + 2 * rules.length + 2 * pipes.length + workflows.length;
  if (!stage.serviceLevelAlarms) return always;
  const windows = 2 * burnRates.length;
  return serviceLevels.reduce((sum, { routes }) => sum + (routes?.length ?? 1) * (1 + 2 * windows), always);
}
