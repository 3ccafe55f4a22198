/** Costs of an order that one stage has and another has not, besides its own receipt. */
import type { Stage } from "@tradewind/blueprint/language/stage";
import type { Usage } from "../metering/usage.ts";

const DATE = "2026-11-30";

/** A price of AWS in us-east-1. All of these are from memory, as of the date. */
interface Price {
  billed: string;
  dollarsPerMillion: number;
  source: string;
  date: string;
}

const price = (billed: string, dollarsPerMillion: number, source: string): Price => ({
  billed,
  dollarsPerMillion,
  source,
  date: DATE,
});

export const additionPrices = {
  replicatedWrite: price(
    "replicated write request unit: 1 KB in the replica, in a transaction once",
    0.625,
    "https://aws.amazon.com/dynamodb/pricing/on-demand/",
  ),
  inspection: price("inspected request", 0.6, "https://aws.amazon.com/waf/pricing/"),
  botControl: price("request inspected by Bot Control", 1, "https://aws.amazon.com/waf/pricing/"),
  /** $0.50 a GB. */
  logKilobyte: price("KB of logs", 0.5, "https://aws.amazon.com/cloudwatch/pricing/"),
  trace: price("recorded trace", 5, "https://aws.amazon.com/xray/pricing/"),
  /** $0.10 a GB. */
  archivedKilobyte: price("KB of archived events", 0.1, "https://aws.amazon.com/eventbridge/pricing/"),
  /** HTTPS request $1, CloudFront Function $0.10, Lambda@Edge $0.60, second web ACL $1.60. */
  edgeRequest: price("request through CloudFront", 3.3, "https://aws.amazon.com/cloudfront/pricing/"),
  activeUser: price("active user of a month", 15_000, "https://aws.amazon.com/cognito/pricing/"),
} as const satisfies Record<string, Price>;

/** Log lines of one invocation, with those of Lambda itself. */
export const LOG_KB = { INFO: 1, DEBUG: 3 } as const;
export const ACCESS_LOG_KB = 0.5;
/** X-Ray's default rule records one request a second and this share of the others. */
const TRACED_SHARE = 0.05;
/** Size of an archived event. */
const EVENT_KB = 1;
/** Items that expire, besides events and the records of mails: the key and the token. */
const EXPIRING_ITEMS = 2;

export interface Addition {
  what: string;
  units: number;
  dollarsPerMillion: number;
  price: Price;
}

/** @param warm the usage of an order whose lots many others want at the same time */
export function additionsOf(stage: Stage, usage: readonly Usage[], warm: readonly Usage[]): Addition[] {
  const requests = unitsOf(usage, "requests", ({ service }) => service === "apigateway");
  const invocations = unitsOf(usage, "invocations");
  return [
    ...(stage.recovery
      ? [
          addition("writes in the replica of the table", replicatedWrites(usage), "replicatedWrite"),
          addition("items that expire, deleted in the replica", expiringItems(usage), "replicatedWrite"),
        ]
      : []),
    ...(stage.firewall
      ? [addition("Bot Control", requests, "botControl")]
      : [addition("no firewall", -requests, "inspection")]),
    addition(
      `logs at ${stage.logLevel}, stated ${LOG_KB[stage.logLevel]} KB an invocation`,
      invocations * LOG_KB[stage.logLevel] + requests * ACCESS_LOG_KB,
      "logKilobyte",
    ),
    addition("traces, 5 % of the requests", requests * TRACED_SHARE, "trace"),
    addition("archive of the events", unitsOf(usage, "events") * EVENT_KB, "archivedKilobyte"),
    ...(stage.firewall ? [addition("from a browser, by way of CloudFront", requests, "edgeRequest")] : []),
    addition("Cognito: one monthly active user per order", 1, "activeUser"),
    addition(
      "warm lots, which are larger",
      unitsOf(warm, "writeUnits") - unitsOf(usage, "writeUnits"),
      "replicatedWrite",
    ),
  ].filter(({ units }) => units !== 0);
}

function addition(what: string, units: number, name: keyof typeof additionPrices): Addition {
  const price = additionPrices[name];
  return { what, units, dollarsPerMillion: units * price.dollarsPerMillion, price };
}

function unitsOf(
  usage: readonly Usage[],
  unit: keyof Usage["units"],
  wanted: (one: Usage) => boolean = () => true,
): number {
  return usage.filter(wanted).reduce((sum, { units }) => sum + (units[unit] ?? 0), 0);
}

/** A transaction writes each unit twice at home and once in the replica. */
function replicatedWrites(usage: readonly Usage[]): number {
  const inTransactions = unitsOf(usage, "writeUnits", ({ operation }) => operation === "TransactWriteItems");
  return unitsOf(usage, "writeUnits") - inTransactions / 2;
}

function expiringItems(usage: readonly Usage[]): number {
  const mails = unitsOf(usage, "requests", ({ service }) => service === "ses");
  return unitsOf(usage, "events") + mails + EXPIRING_ITEMS;
}
