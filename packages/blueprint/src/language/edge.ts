/** The edge: everything between a visitor and the functions. */
import type { Throttle } from "./define.ts";
import type { ErrorCode } from "./errors.ts";

/** Cross-origin rules: one origin, or `*`. */
export interface Cors {
  origins: readonly string[];
  /** Request headers that pages may send. */
  headers: readonly string[];
  /** Response headers that pages may read. */
  exposeHeaders: readonly string[];
  maxAgeSeconds: number;
}

export interface Gateway {
  /** The code of each error that API Gateway answers itself, by its response type. */
  errors: Readonly<Record<string, ErrorCode>>;
  cors: Cors;
}

/** The quota of each holder of an API Gateway key. */
export interface UsagePlan {
  name: string;
  throttle: Throttle;
  requestsPerDay: number;
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
type ManagedRuleGroupName =
  | "AWSManagedRulesAmazonIpReputationList"
  | "AWSManagedRulesBotControlRuleSet"
  | "AWSManagedRulesCommonRuleSet"
  | "AWSManagedRulesKnownBadInputsRuleSet"
  | "AWSManagedRulesSQLiRuleSet";

/** A rule group that AWS keeps up to date. */
interface ManagedRuleGroup {
  name: ManagedRuleGroupName;
  /** Rules that count and do not block: a request that matches them may come from a customer. */
  counted: readonly string[];
}

/**
 * Blocks an address that sends more than `requests` within `seconds`, until it sends less. A request that comes through
 * CloudFront is counted there, by the visitor's address; one that comes straight to the API, as from an app, at the API.
 */
interface RateRule {
  name: string;
  requests: number;
  seconds: 60 | 120 | 300 | 600;
  /** Counts only requests whose path contains this: the stage's name may stand before the path. */
  path?: string;
}

/** The rules of AWS WAF, before the API and before CloudFront. */
export interface Firewall {
  name: string;
  managedRuleGroups: readonly ManagedRuleGroup[];
  rates: readonly RateRule[];
  /** The answer to requests beyond a rate; WAF looks at its counts every few seconds. */
  beyondRate: { code: ErrorCode; retryAfterSeconds: number };
  /** AWS inspects no more of a body than this, so larger bodies are blocked: nothing passes uninspected. */
  largestBodyKb: 16 | 32 | 48 | 64;
}

/** CloudFront before the shop: pages, pictures and the API behind one domain. */
export interface Cdn {
  name: string;
  /** Prefix of the API's paths, which tells them from those of pages; the API itself does not know it. */
  apiPrefix: `/${string}`;
  /** CloudFront's name of the regions whose edges serve the shop. */
  priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** The page for every path without a file; its script decides what to show. */
  page: `/${string}`;
  minimumTls: string;
  /** A secret in this header proves to the API's firewall that CloudFront has counted the request already. */
  proofHeader: string;
  /** Headers about the visitor that CloudFront adds for the edge functions. */
  visitorHeaders: readonly string[];
}

/** The names by which a browser's session travels. */
export interface BrowserSession {
  accessCookie: string;
  refreshCookie: string;
  /** Sent by the shop's own pages only. */
  browserHeader: string;
  /** The host that the browser asked: CloudFront asks the API under another name. */
  siteHeader: string;
}

/** Response headers that tell browsers what to refuse. Names are in lower case. */
export interface SecurityHeaders {
  /** On every answer of the API. */
  api: Readonly<Record<string, string>>;
  /** On the shop's pages and pictures. */
  page: Readonly<Record<string, string>>;
}
