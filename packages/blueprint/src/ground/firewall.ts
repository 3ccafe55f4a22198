/** AWS WAF before the API, as data. The laptop's gateway blocks the same classes of request. */
import type { Firewall } from "../language/edge.ts";
import { assets, web } from "./buckets.ts";

/** Files that are the same for everybody. A bot that reads them costs less than its inspection. */
const files = [web, assets].map(({ servedAt }) => servedAt.replace("*", ""));

export const firewall = {
  name: "Firewall",
  managedRuleGroups: [
    { name: "AWSManagedRulesAmazonIpReputationList", counted: [] },
    // The group's limit of 8 KB is too small for a product's description; `largestBodyKb` replaces
    // it. Apps, integrations and load generators may send no User-Agent.
    { name: "AWSManagedRulesCommonRuleSet", counted: ["SizeRestrictions_BODY", "NoUserAgent_HEADER"] },
    { name: "AWSManagedRulesKnownBadInputsRuleSet", counted: [] },
    { name: "AWSManagedRulesSQLiRuleSet", counted: [] },
    {
      name: "AWSManagedRulesBotControlRuleSet",
      // Apps, integrations and carriers call with an HTTP library, and the shop's own tests with an
      // automated browser.
      counted: ["CategoryHttpLibrary", "SignalNonBrowserUserAgent", "SignalAutomatedBrowser"],
      except: files,
    },
  ],
  rates: [
    { name: "RequestRate", requests: 60_000, seconds: 300 },
    { name: "CredentialRate", requests: 3_000, seconds: 300, path: "/auth/" },
  ],
  beyondRate: { code: "throttled", retryAfterSeconds: 60 },
  largestBodyKb: 64,
} as const satisfies Firewall;
