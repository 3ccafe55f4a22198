/** AWS WAF before the API: AWS's own rule groups against the blueprint's SQL injection, XSS and bad bots, and a rate. */
export const firewall = {
  name: "Firewall",
  /** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
  managedRuleGroups: [
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesBotControlRuleSet",
  ],
  /** Requests of one address in five minutes. */
  requestsPerAddress: 10_000,
} as const;
