import { type Firewall, rateAnswer } from "@tradewind/blueprint/ground/firewall";
import type { BlockAction, ManagedRuleGroupName, WebAcl, WebAclRule } from "@tradewind/local-cloud";

type WithoutPriority = Omit<WebAclRule, "Priority">;

const BEYOND_RATE = "BeyondRate";

/** The blueprint's firewall as AWS WAF has it. */
export function webAcl(firewall: Firewall): WebAcl {
  const { name, managedRuleGroups, rates, largestBodyKb } = firewall;
  const { status, headers, body } = rateAnswer(firewall);
  const answer: BlockAction = {
    CustomResponse: {
      ResponseCode: status,
      CustomResponseBodyKey: BEYOND_RATE,
      ResponseHeaders: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    },
  };
  const rules: WithoutPriority[] = [
    largestBody(largestBodyKb),
    ...managedRuleGroups.map(managedRuleGroup),
    ...rates.map((rate) => rateRule(rate, answer)),
  ];
  return {
    Name: name,
    DefaultAction: { Allow: {} },
    Rules: rules.map((rule, Priority) => ({ ...rule, Priority })),
    CustomResponseBodies: { [BEYOND_RATE]: { ContentType: "APPLICATION_JSON", Content: body } },
    AssociationConfig: {
      RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: `KB_${largestBodyKb}` } },
    },
  };
}

function largestBody(kb: number): WithoutPriority {
  return {
    Name: "LargestBody",
    Action: { Block: {} },
    Statement: {
      SizeConstraintStatement: {
        FieldToMatch: { Body: { OversizeHandling: "MATCH" } },
        ComparisonOperator: "GT",
        Size: kb * 1024,
        TextTransformations: [{ Priority: 0, Type: "NONE" }],
      },
    },
  };
}

function managedRuleGroup({ name, counted }: Firewall["managedRuleGroups"][number]): WithoutPriority {
  return {
    Name: name,
    OverrideAction: { None: {} },
    Statement: {
      ManagedRuleGroupStatement: {
        VendorName: "AWS",
        // The local cloud refuses a group that it has no counterpart of.
        Name: name as ManagedRuleGroupName,
        RuleActionOverrides: counted.map((Name) => ({ Name, ActionToUse: { Count: {} } })),
      },
    },
  };
}

function rateRule(
  { name, requests, seconds, path }: Firewall["rates"][number],
  Block: BlockAction,
): WithoutPriority {
  return {
    Name: name,
    Action: { Block },
    Statement: {
      RateBasedStatement: {
        Limit: requests,
        EvaluationWindowSec: seconds,
        AggregateKeyType: "IP",
        ...(path !== undefined && { ScopeDownStatement: pathContains(path) }),
      },
    },
  };
}

function pathContains(path: string): WebAclRule["Statement"] {
  return {
    ByteMatchStatement: {
      FieldToMatch: { UriPath: {} },
      SearchString: path,
      PositionalConstraint: "CONTAINS",
      TextTransformations: [{ Priority: 0, Type: "NONE" }],
    },
  };
}
