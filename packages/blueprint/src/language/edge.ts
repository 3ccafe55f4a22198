/** The edge: everything between a visitor and the functions. */
import type { FunctionDefinition, Throttle } from "./define.ts";
import type { ErrorCode } from "./errors.ts";
import type { BucketDefinition } from "./resources.ts";

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

/** A rule group that AWS maintains. */
interface ManagedRuleGroup {
  name: ManagedRuleGroupName;
  /** Rules that only count, because requests of customers can match them. */
  counted: readonly string[];
  /** Beginnings of paths that the group does not inspect: a group may cost extra by request. */
  except?: readonly string[];
}

/**
 * Blocks an address that sends more than `requests` within `seconds`, until it sends fewer.
 * Requests through CloudFront are counted there, by the visitor's address. Direct requests, as from
 * an app, are counted at the API.
 */
interface RateRule {
  name: string;
  requests: number;
  seconds: 60 | 120 | 300 | 600;
  /** Counts only requests whose path contains this text. The stage's name may precede the path. */
  path?: string;
}

/** The rules of AWS WAF, before the API and before CloudFront. */
export interface Firewall {
  name: string;
  managedRuleGroups: readonly ManagedRuleGroup[];
  rates: readonly RateRule[];
  /** The answer to requests beyond a rate. WAF evaluates its counts every few seconds. */
  beyondRate: { code: ErrorCode; retryAfterSeconds: number };
  /**
   * AWS inspects only this much of a body. Larger bodies are blocked, so nothing passes
   * uninspected.
   */
  largestBodyKb: 16 | 32 | 48 | 64;
}

/**
 * Delivery of the shop's pages. CloudFront asks the bucket first. When the bucket has no such
 * object, or does not answer, CloudFront asks the renderer, which keeps what it has written.
 */
export interface PageDelivery {
  /** The site's files and the kept pages. */
  bucket: BucketDefinition;
  /** Writes a page. It sees no cookie, so that each page is for everybody. */
  renderer: FunctionDefinition;
  /** The query parameters that a page may depend on. Others are dropped, such as `utm_source`. */
  query: readonly string[];
  /** Path of pages that no bucket has: those with a query. */
  liveAt: `/${string}`;
  /** Pages that are files of the bucket: the path of each, and of its object. */
  files: Readonly<Record<`/${string}`, `/${string}`>>;
  /** Beginnings of paths that look like files and that the renderer answers. */
  written: readonly `/${string}`[];
  /** The contact of `/.well-known/security.txt`, and the days until it expires. */
  security: { contact: `mailto:${string}` | `https://${string}`; validDays: number };
  /** Path of the service worker. Browsers ask for it again at each visit. */
  worker: `/${string}`;
  /** Path of the kept pages of all builds: `<keptAt>/<id of the build>/p/mug`. */
  keptAt: `/${string}`;
  /** Days that a kept page may live without a request to write it again. */
  keptDays: number;
  /** Path of a description of each build that was released: `<buildsAt>/<id>.json`. */
  buildsAt: `/${string}`;
  /** A page of an earlier build works for so many days: its files and its style stay allowed. */
  buildDays: number;
}

/** CloudFront serves the pages, the images and the API under one domain. */
export interface Cdn {
  name: string;
  /**
   * Prefix of the API's paths at CloudFront, which removes it: the API's own paths do not have it.
   */
  apiPrefix: `/${string}`;
  /** CloudFront's price class: the regions whose edge locations serve the shop. */
  priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  pages: PageDelivery;
  minimumTls: string;
  /**
   * A secret in this header proves to the API's firewall that CloudFront has already counted the
   * request.
   */
  proofHeader: string;
  /** Headers about the visitor that CloudFront adds for the edge functions. */
  visitorHeaders: readonly string[];
}

/** Cookies and headers of a browser's session. */
export interface BrowserSession {
  accessCookie: string;
  refreshCookie: string;
  guestCartCookie: string;
  /** Only the shop's own pages send this header. */
  browserHeader: string;
  /**
   * The header with the host that the browser called. CloudFront calls the API under another name.
   */
  siteHeader: string;
}

/** Security headers. Names are in lower case. */
export interface SecurityHeaders {
  /** Headers of every answer of the API. */
  api: Readonly<Record<string, string>>;
  /** Headers of the shop's pages and images. */
  page: Readonly<Record<string, string>>;
}
