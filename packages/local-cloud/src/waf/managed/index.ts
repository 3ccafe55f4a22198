import type { ManagedRuleGroupName } from "../web-acl.ts";
import { BOT_CONTROL } from "./bot-control.ts";
import { COMMON_RULE_SET } from "./common-rule-set.ts";
import { KNOWN_BAD_INPUTS } from "./known-bad-inputs.ts";
import type { ManagedRuleGroup } from "./rule-group.ts";
import { SQLI_RULE_SET } from "./sqli-rule-set.ts";

/**
 * AWS maintains these address lists. None of those addresses can reach a laptop's loopback
 * interface.
 */
const IP_REPUTATION: ManagedRuleGroup = {
  rules: [],
  absent: ["AWSManagedIPReputationList", "AWSManagedReconnaissanceList", "AWSManagedIPDDoSList"],
};

/** The local counterparts of AWS's managed rule groups. */
export const MANAGED_RULE_GROUPS: Readonly<Record<ManagedRuleGroupName, ManagedRuleGroup>> = {
  AWSManagedRulesCommonRuleSet: COMMON_RULE_SET,
  AWSManagedRulesKnownBadInputsRuleSet: KNOWN_BAD_INPUTS,
  AWSManagedRulesSQLiRuleSet: SQLI_RULE_SET,
  AWSManagedRulesAmazonIpReputationList: IP_REPUTATION,
  AWSManagedRulesBotControlRuleSet: BOT_CONTROL,
};
