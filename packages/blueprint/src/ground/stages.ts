import type { Checkout } from "../language/define.ts";

/** Where the platform is deployed, as data: what a stage has that another does not. */

export interface Stage {
  name: "dev" | "staging" | "production";
  /** Its home: Cognito and every SKU's stock have one. */
  region: string;
  /** What it asks of somebody who orders. */
  checkout: Checkout;
  /** Data outlives the stage, and the stage cannot be removed by mistake. */
  keepsData: boolean;
  /** CloudWatch keeps logs this long. */
  logDays: 7 | 30 | 365;
  /** The event bus keeps what it carried this long, to be replayed. */
  archiveDays: number;
  /** API Gateway's cache, billed by the hour; absent, every request reaches its function. */
  apiCacheGb?: "0.5" | "6.1";
  /** AWS WAF before the API, billed by the month. */
  firewall: boolean;
  /** Alarms on the service levels, with their burn rates; alarms on dead letters are everywhere. */
  serviceLevelAlarms: boolean;
  /** A new version of the API's functions gets requests bit by bit, and can lose them again. */
  gradualReleases: boolean;
  logLevel: "DEBUG" | "INFO";
  /** Availability zones that the networks span. */
  zones: 2 | 3;
  database: {
    /** Aurora capacity units; with a minimum of 0 it sleeps when nobody asks. */
    minimumCapacity: number;
    maximumCapacity: number;
    /** Readers beside the writer, to take over. */
    replicas: number;
    /** RDS Proxy keeps connections for functions that come and go. */
    proxy: boolean;
    backupDays: number;
  };
  cache: { instance: string; nodes: number };
  /** Absent, products are searched in Postgres. */
  search?: { instance: string; nodes: number; storageGb: number };
  /** The isolated network for what sees a card number: its endpoints are billed by the hour. */
  pciNetwork: boolean;
  /** AWS CloudHSM for the vault's key, billed by the hour for each module. */
  hsm?: { instance: string; modules: number };
  /** The names of the shop and of its API, in a zone of Route 53; absent, AWS's own names. */
  domain?: { zone: string; shop: string; api: string };
  /** A second region, to which data is copied as it changes and which answers when the home region does not. */
  recovery?: { region: string };
}

export const stages = {
  dev: {
    name: "dev",
    region: "us-east-1",
    checkout: "mfa",
    keepsData: false,
    logDays: 7,
    archiveDays: 7,
    firewall: false,
    serviceLevelAlarms: false,
    gradualReleases: false,
    logLevel: "DEBUG",
    zones: 2,
    database: { minimumCapacity: 0, maximumCapacity: 1, replicas: 0, proxy: false, backupDays: 1 },
    cache: { instance: "t4g.micro", nodes: 1 },
    pciNetwork: false,
  },
  staging: {
    name: "staging",
    region: "us-east-1",
    checkout: "mfa",
    keepsData: false,
    logDays: 30,
    archiveDays: 30,
    apiCacheGb: "0.5",
    firewall: true,
    serviceLevelAlarms: true,
    gradualReleases: true,
    logLevel: "INFO",
    zones: 2,
    database: { minimumCapacity: 0.5, maximumCapacity: 4, replicas: 0, proxy: true, backupDays: 7 },
    cache: { instance: "t4g.small", nodes: 2 },
    search: { instance: "t3.small", nodes: 2, storageGb: 10 },
    domain: {
      zone: "tradewind.example",
      shop: "staging.tradewind.example",
      api: "api.staging.tradewind.example",
    },
    pciNetwork: true,
  },
  production: {
    name: "production",
    region: "us-east-1",
    checkout: "mfa",
    keepsData: true,
    logDays: 365,
    archiveDays: 365,
    apiCacheGb: "6.1",
    firewall: true,
    serviceLevelAlarms: true,
    gradualReleases: true,
    logLevel: "INFO",
    zones: 3,
    database: { minimumCapacity: 2, maximumCapacity: 64, replicas: 2, proxy: true, backupDays: 35 },
    cache: { instance: "r7g.large", nodes: 3 },
    search: { instance: "m7g.large", nodes: 3, storageGb: 100 },
    pciNetwork: true,
    // The blueprint names hsm1.medium, which AWS has retired.
    hsm: { instance: "hsm2m.medium", modules: 2 },
    recovery: { region: "us-west-2" },
    domain: { zone: "tradewind.example", shop: "tradewind.example", api: "api.tradewind.example" },
  },
} as const satisfies Record<string, Stage>;

/** The settings of a stage by its name; a developer's own stage, of whatever name, is a `dev`. */
export function stageNamed(name: string): Stage {
  return name === "production" || name === "staging" ? stages[name] : stages.dev;
}
