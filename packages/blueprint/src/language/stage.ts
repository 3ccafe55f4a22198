import type { Checkout } from "./define.ts";

/** A stage: the settings in which one deployment of the shop differs from another. */
export interface Stage {
  name: "dev" | "staging" | "production";
  /** The home region: Cognito and every SKU's stock exist in one region only. */
  region: string;
  /** The proof of identity that an order needs. */
  checkout: Checkout;
  /** Data outlives the stage, and the stage cannot be removed by mistake. */
  keepsData: boolean;
  /** CloudWatch keeps logs this long. */
  logDays: 7 | 30 | 365;
  /** The event bus keeps its events this long, so that they can be replayed. */
  archiveDays: number;
  /** API Gateway's cache, billed by the hour. Without it every request reaches its function. */
  apiCacheGb?: "0.5" | "6.1";
  /** AWS WAF before the API, billed by the month. */
  firewall: boolean;
  /** Alarms on the service levels, with their burn rates; alarms on dead letters are on every stage. */
  serviceLevelAlarms: boolean;
  /** A new version of the API's functions gets a growing share of the requests, and can lose it again. */
  gradualReleases: boolean;
  logLevel: "DEBUG" | "INFO";
  /** Availability zones that the networks span. */
  zones: 2 | 3;
  database: {
    /** Aurora capacity units; with a minimum of 0 the database sleeps while no query comes. */
    minimumCapacity: number;
    maximumCapacity: number;
    /** Readers beside the writer, ready to take over. */
    replicas: number;
    /** RDS Proxy keeps connections open for functions, which come and go. */
    proxy: boolean;
    backupDays: number;
  };
  cache: { instance: string; nodes: number };
  /** Without it products are searched in Postgres. */
  search?: { instance: string; nodes: number; storageGb: number };
  /** The isolated network for functions that see card numbers: its endpoints are billed by the hour. */
  pciNetwork: boolean;
  /** AWS CloudHSM for the vault's key, billed by the hour for each module. */
  hsm?: { instance: string; modules: number };
  /** The names of the shop and of its API, in a zone of Route 53. Without it AWS's own names are used. */
  domain?: { zone: string; shop: string; api: string };
  /** A second region: data is copied to it as it changes, and it answers while the home region does not. */
  recovery?: { region: string };
}
