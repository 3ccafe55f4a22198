import { type Firewall, rateAnswer } from "@tradewind/blueprint/firewall";

type Rule = aws.types.input.wafv2.WebAclRule;
type WithoutPriority = Omit<Rule, "priority">;

export const visible = (name: string) => ({
  metricName: name,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

const AS_IT_IS = [{ priority: 0, type: "NONE" }];

const BEYOND_RATE = "BeyondRate";

/** What the rules answer by themselves, for the web ACL that has them. */
export const customResponseBodies = (firewall: Firewall) => [
  { key: BEYOND_RATE, contentType: "APPLICATION_JSON", content: rateAnswer(firewall).body },
];

/** The blueprint's firewall as rules of a web ACL, of whatever scope. */
export function webAclRules(firewall: Firewall): Rule[] {
  const { managedRuleGroups, rates, largestBodyKb } = firewall;
  const { status, headers } = rateAnswer(firewall);
  const block = {
    customResponse: {
      responseCode: status,
      customResponseBodyKey: BEYOND_RATE,
      responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
  };
  const rules: WithoutPriority[] = [
    largestBody(largestBodyKb),
    ...managedRuleGroups.map(managedRuleGroup),
    ...rates.map((rate) => ({ ...rateRule(rate), action: { block } })),
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
