/** What a stage costs in a month in which nobody comes: what is billed for being there, by its settings. */
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
/** RDS Proxy bills for at least as many. */
const PROXY_MINIMUM = 8;
/** Of the user's own, besides the blueprint's: the topics', and that of the database's copy. */
const OWN_KEYS = 1;

/** The dearest first; what costs nothing is left out. Storage, backups, logs and data that leaves are not in it. */
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

/** Each instance has the least capacity; a stage whose least is 0 sleeps. The copy has one instance. */
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

/** One before the API and one before CloudFront. */
function firewallsOf({ firewall: guarded }: Stage): CostAtRest[] {
  if (!guarded) return [];
  const { managedRuleGroups, rates } = blueprint.firewall;
  return [
    line("webAcl", 2),
    line("webAclRule", 2 * (1 + managedRuleGroups.length + rates.length)),
    line("botControl", 2),
  ];
}

/** Dead letters, backlogs and consumers of queues; rules, pipes and workflows; service levels by route and window. */
function alarmMetricsOf(stage: Stage): number {
  const { queues, rules, pipes, workflows, burnRates, serviceLevels } = blueprint;
  const always = 3 * queues.length + 2 * rules.length + 2 * pipes.length + workflows.length;
  if (!stage.serviceLevelAlarms) return always;
  const windows = 2 * burnRates.length;
  return serviceLevels.reduce((sum, { routes }) => sum + (routes?.length ?? 1) * (1 + 2 * windows), always);
}
