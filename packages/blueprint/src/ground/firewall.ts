/** AWS WAF before the API: what it blocks, as data. The laptop's gateway blocks the same classes of request. */
import { type ErrorCode, errorCodes, httpStatus } from "../language/errors.ts";
import { cors } from "./gateway.ts";
import { apiSecurityHeaders } from "./security-headers.ts";

/** A rule group that AWS keeps up to date. */
interface ManagedRuleGroup {
  name: string;
  /** Its rules that only count: what they match may be a customer. */
  counted: readonly string[];
}

/**
 * An address that sends more than `requests` within `seconds` is blocked until it sends less. Whoever comes through CloudFront is
 * counted before it, and whoever comes to the API itself, as apps do, before the API.
 */
interface RateRule {
  name: string;
  requests: number;
  seconds: 60 | 120 | 300 | 600;
  /** Counts requests alone whose path has this in it: before the path AWS has the stage's name, or not, by the domain. */
  path?: string;
}

export interface Firewall {
  name: string;
  managedRuleGroups: readonly ManagedRuleGroup[];
  rates: readonly RateRule[];
  /** What is said to whoever sends more; WAF looks at its counts every few seconds. */
  beyondRate: { code: ErrorCode; retryAfterSeconds: number };
  /** Larger bodies are blocked, as AWS inspects no more of a body: what nobody looked at does not pass. */
  largestBodyKb: 16 | 32 | 48 | 64;
}

export const firewall = {
  name: "Firewall",
  /** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
  managedRuleGroups: [
    { name: "AWSManagedRulesAmazonIpReputationList", counted: [] },
    // Its 8 KB are less than a product's description may have; `largestBodyKb` is in its place.
    // Apps, integrations and load generators may send no User-Agent.
    { name: "AWSManagedRulesCommonRuleSet", counted: ["SizeRestrictions_BODY", "NoUserAgent_HEADER"] },
    { name: "AWSManagedRulesKnownBadInputsRuleSet", counted: [] },
    { name: "AWSManagedRulesSQLiRuleSet", counted: [] },
    {
      name: "AWSManagedRulesBotControlRuleSet",
      // Apps, integrations and carriers call with an HTTP library, and the shop's own tests with an automated browser.
      counted: ["CategoryHttpLibrary", "SignalNonBrowserUserAgent", "SignalAutomatedBrowser"],
    },
  ],
  rates: [
    { name: "RequestRate", requests: 60_000, seconds: 300 },
    { name: "CredentialRate", requests: 3_000, seconds: 300, path: "/auth/" },
  ],
  beyondRate: { code: "throttled", retryAfterSeconds: 60 },
  largestBodyKb: 64,
} as const satisfies Firewall;

/**
 * The firewall's own answer beyond a rate. AWS fixes the body beforehand, which so has no correlation id, and takes no content
 * type but its own: it is a problem by its members, sent as `application/json`.
 * https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
 */
export function rateAnswer({ beyondRate: { code, retryAfterSeconds } }: Firewall) {
  const [kind, title] = errorCodes[code];
  const status = httpStatus[kind];
  return {
    status,
    headers: {
      ...apiSecurityHeaders,
      "access-control-allow-origin": cors.origins.join(","),
      "access-control-expose-headers": cors.exposeHeaders.join(","),
      "cache-control": "no-store",
      "retry-after": String(retryAfterSeconds),
    },
    body: JSON.stringify({ type: "about:blank", title, status, code }),
  };
}
