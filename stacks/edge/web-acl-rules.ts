import { cdn } from "@tradewind/blueprint/ground/cdn";
import { type Firewall, rateAnswer } from "@tradewind/blueprint/ground/firewall";

type Rule = aws.types.input.wafv2.WebAclRule;
type Statement = aws.types.input.wafv2.WebAclRuleStatement;
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

/**
 * The blueprint's firewall as rules of a web ACL, of whatever scope. Its rates leave out what bears the proof of having been
 * counted elsewhere.
 */
export function webAclRules(firewall: Firewall, counted?: $util.Input<string>): Rule[] {
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
    ...rates.map((rate) => ({ ...rateRule(rate, counted), action: { block } })),
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

function rateRule(
  { name, requests, seconds, path }: Firewall["rates"][number],
  counted: $util.Input<string> | undefined,
): Omit<WithoutPriority, "action"> {
  const only = [
    ...(counted === undefined
      ? []
      : [{ notStatement: { statements: [headerIs(cdn.proofHeader, counted)] } }]),
    ...(path === undefined ? [] : [pathContains(path)]),
  ];
  const [first] = only;
  return {
    name,
    statement: {
      rateBasedStatement: {
        limit: requests,
        evaluationWindowSec: seconds,
        aggregateKeyType: "IP",
        ...(first && {
          scopeDownStatement: only.length > 1 ? { andStatement: { statements: only } } : first,
        }),
      },
    },
    visibilityConfig: visible(name),
  };
}

const headerIs = (name: string, searchString: $util.Input<string>): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { singleHeader: { name } },
    searchString,
    positionalConstraint: "EXACTLY",
    textTransformations: AS_IT_IS,
  },
});

const pathContains = (searchString: string): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    searchString,
    positionalConstraint: "CONTAINS",
    textTransformations: AS_IT_IS,
  },
});
