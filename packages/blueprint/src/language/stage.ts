import type { Checkout } from "./access.ts";

/** A stage: the settings that differ between deployments of the shop. */
export interface Stage {
  name: "dev" | "staging" | "production";
  /** The home region: Cognito and every SKU's stock exist in one region only. */
  region: string;
  /** The proof of identity that an order needs. */
  checkout: Checkout;
  /** The data outlives the stage, and nobody can remove the stage by mistake. */
  keepsData: boolean;
  /** CloudWatch keeps logs for this many days. */
  logDays: 7 | 30 | 365;
  /** The event bus archives its events for this many days, so that they can be replayed. */
  archiveDays: number;
  /** API Gateway's cache, billed by the hour. Without it, every request reaches its function. */
  apiCacheGb?: "0.5" | "6.1";
  /** AWS WAF before the API, billed by the month. */
  firewall: boolean;
  /** Alarms on the burn rates of the service levels. Alarms on dead letters are on every stage. */
  serviceLevelAlarms: boolean;
  /**
   * A new version of the API's functions gets a growing share of the requests, and can be rolled
   * back.
   */
  gradualReleases: boolean;
  /** Functions with a reserve take it from the account's concurrency, whose quota must allow it. */
  reservesConcurrency: boolean;
  logLevel: "DEBUG" | "INFO";
  /** Availability zones that the networks span. */
  zones: 2 | 3;
  database: {
    /** Aurora capacity units. With a minimum of 0, the database pauses while it has no queries. */
    minimumCapacity: number;
    maximumCapacity: number;
    /** Readers that can take over from the writer. */
    replicas: number;
    /** RDS Proxy pools the connections of the functions, which start and stop often. */
    proxy: boolean;
    backupDays: number;
  };
  cache: { instance: string; nodes: number };
  /** Without it, Postgres searches the products. */
  search?: { instance: string; nodes: number; storageGb: number };
  /**
   * The isolated network for functions that see card numbers. Its endpoints are billed by the hour.
   */
  pciNetwork: boolean;
  /** AWS CloudHSM for the vault's key. Each module is billed by the hour. */
  hsm?: { instance: string; modules: number };
  /**
   * Domain names of the shop and its API, in a zone of Route 53. Without it, AWS's names are used.
   */
  domain?: { zone: string; shop: string; api: string };
  /** A second region with a copy of the data. It answers while the home region does not. */
  recovery?: { region: string };
}
