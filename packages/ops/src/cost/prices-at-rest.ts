/**
 * AWS's list prices for resources that are billed even without use: US East (N. Virginia), in US
 * dollars, without free tiers, discounts and taxes. Each price has a date and a source. A price
 * whose basis is "memory" was not checked against its source: ask the AWS Pricing Calculator before
 * you rely on it.
 */

const DATE = "2026-11-25";

export interface PriceAtRest {
  /** The billed unit, in AWS's words. */
  billed: string;
  dollars: number;
  per: "hour" | "month";
  /** The page with this price. */
  source: string;
  /** Day on which the price was recorded. */
  date: string;
  /** "page" for a price that was read at its source. */
  basis: "memory" | "page";
}

const FROM_MEMORY = { date: DATE, basis: "memory" } as const;

const AURORA = "https://aws.amazon.com/rds/aurora/pricing/";
const CACHE = "https://aws.amazon.com/elasticache/pricing/";
const SEARCH = "https://aws.amazon.com/opensearch-service/pricing/";
const WAF = "https://aws.amazon.com/waf/pricing/";
const CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/";
const ROUTE_53 = "https://aws.amazon.com/route53/pricing/";
const API = "https://aws.amazon.com/api-gateway/pricing/";

const hour = (dollars: number, billed: string, source: string): PriceAtRest => ({
  billed,
  dollars,
  per: "hour",
  source,
  ...FROM_MEMORY,
});
const month = (dollars: number, billed: string, source: string): PriceAtRest => ({
  billed,
  dollars,
  per: "month",
  source,
  ...FROM_MEMORY,
});

export const pricesAtRest = {
  auroraCapacityUnit: hour(0.12, "Aurora capacity unit of Serverless v2", AURORA),
  proxyCapacityUnit: hour(
    0.015,
    "Aurora capacity unit behind RDS Proxy, at least 8",
    "https://aws.amazon.com/rds/proxy/pricing/",
  ),
  "cache.t4g.micro": hour(0.016, "cache.t4g.micro node", CACHE),
  "cache.t4g.small": hour(0.032, "cache.t4g.small node", CACHE),
  "cache.r7g.large": hour(0.219, "cache.r7g.large node", CACHE),
  "t3.small.search": hour(0.036, "t3.small.search node", SEARCH),
  "m7g.large.search": hour(0.135, "m7g.large.search node", SEARCH),
  searchGigabyte: month(0.122, "GB of gp3 storage of a search node", SEARCH),
  apiCacheHalf: hour(0.02, "API cache of 0.5 GB", API),
  apiCacheSix: hour(0.2, "API cache of 6.1 GB", API),
  interfaceEndpoint: hour(
    0.01,
    "interface endpoint in one zone",
    "https://aws.amazon.com/privatelink/pricing/",
  ),
  securityModule: hour(1.6, "hsm2m.medium", "https://aws.amazon.com/cloudhsm/pricing/"),
  key: month(1, "KMS key", "https://aws.amazon.com/kms/pricing/"),
  secret: month(0.4, "secret", "https://aws.amazon.com/secrets-manager/pricing/"),
  webAcl: month(5, "web ACL", WAF),
  webAclRule: month(1, "rule or rule group of a web ACL", WAF),
  botControl: month(10, "Bot Control of a web ACL", WAF),
  alarm: month(0.1, "metric of an alarm", CLOUDWATCH),
  dashboard: month(3, "dashboard", CLOUDWATCH),
  hostedZone: month(0.5, "hosted zone", ROUTE_53),
  healthCheck: month(2.5, "health check of AWS by HTTPS that measures latency", ROUTE_53),
  polledQueue: month(
    0.26,
    "empty queue with a function behind it, polled 15 times a minute",
    "https://aws.amazon.com/sqs/pricing/",
  ),
  polledStream: month(
    2.07,
    "shard with a pipe behind it, read four times a second",
    "https://aws.amazon.com/dynamodb/pricing/",
  ),
} as const satisfies Record<string, PriceAtRest>;
