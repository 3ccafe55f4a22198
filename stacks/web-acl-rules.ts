import type { Firewall } from "@tradewind/blueprint/firewall";

type Rule = aws.types.input.wafv2.WebAclRule;
type WithoutPriority = Omit<Rule, "priority">;

export const visible = (name: string) => ({
  metricName: name,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

const AS_IT_IS = [{ priority: 0, type: "NONE" }];

/** The blueprint's firewall as rules of a web ACL, of whatever scope. */
export function webAclRules({ managedRuleGroups, rates, largestBodyKb }: Firewall): Rule[] {
  const rules: WithoutPriority[] = [
    largestBody(largestBodyKb),
    ...managedRuleGroups.map(managedRuleGroup),
    ...rates.map(rateRule),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority }));
}

function largestBody(kb: number): WithoutPriority {
  return {
    name: "LargestBody",
    action: { block: {} },
    statement: {
      sizeConstraintStatement: {
        fieldToMatch: { body: { oversizeHandling: "MATCH" } },
        comparisonOperator: "GT",
        size: kb * 1024,
        textTransformations: AS_IT_IS,
      },
    },
    visibilityConfig: visible("LargestBody"),
  };
}

function managedRuleGroup({ name, counted }: Firewall["managedRuleGroups"][number]): WithoutPriority {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        name,
        vendorName: "AWS",
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visible(name),
  };
}

function rateRule({ name, requests, seconds, path }: Firewall["rates"][number]): WithoutPriority {
  return {
    name,
    action: { block: {} },
    statement: {
      rateBasedStatement: {
        limit: requests,
        evaluationWindowSec: seconds,
        aggregateKeyType: "IP",
        ...(path !== undefined && { scopeDownStatement: pathContains(path) }),
      },
    },
    visibilityConfig: visible(name),
  };
}

function pathContains(path: string) {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      searchString: path,
      positionalConstraint: "CONTAINS",
      textTransformations: AS_IT_IS,
    },
  };
}
