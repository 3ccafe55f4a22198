/** The firewall as a web ACL, in the shape of WAFv2's API. */
import type { Blueprint } from "../blueprint.ts";
import type { Firewall } from "../language/edge.ts";
import { problemHeaders, problemOf } from "../language/errors.ts";
import { corsHeaders } from "./cors.ts";

const BEYOND_RATE = "BeyondRate";

const UNCHANGED = [{ Priority: 0, Type: "NONE" }] as const;

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html */
export function webAclOf(blueprint: Blueprint) {
  const { name, managedRuleGroups, rates, largestBodyKb } = blueprint.firewall;
  const { status, headers, body } = beyondRate(blueprint);
  const answer = {
    CustomResponse: {
      ResponseCode: status,
      CustomResponseBodyKey: BEYOND_RATE,
      ResponseHeaders: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    },
  };
  const rules = [
    largestBody(largestBodyKb),
    ...managedRuleGroups.map(managedRuleGroup),
    ...rates.map((rate) => ({ ...rateRule(rate), Action: { Block: answer } })),
  ];
  return {
    Name: name,
    DefaultAction: { Allow: {} },
    Rules: rules.map((rule, Priority) => ({ ...rule, Priority })),
    CustomResponseBodies: { [BEYOND_RATE]: { ContentType: "APPLICATION_JSON" as const, Content: body } },
    AssociationConfig: {
      RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: `KB_${largestBodyKb}` as const } },
    },
  };
}

/**
 * The answer to requests beyond a rate. The body is fixed at deployment, so it has no correlation
 * id. AWS allows only its own content types, so the problem is sent as `application/json`.
 * https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
 */
function beyondRate({ firewall, gateway, securityHeaders }: Blueprint) {
  const { code, retryAfterSeconds } = firewall.beyondRate;
  const problem = problemOf(code);
  const { "content-type": _, ...headers } = problemHeaders(problem.status, retryAfterSeconds);
  return {
    status: problem.status,
    headers: { ...securityHeaders.api, ...corsHeaders(gateway.cors), ...headers },
    body: JSON.stringify(problem),
  };
}

const largestBody = (kb: number) => ({
  Name: "LargestBody",
  Action: { Block: {} },
  Statement: {
    SizeConstraintStatement: {
      FieldToMatch: { Body: { OversizeHandling: "MATCH" as const } },
      ComparisonOperator: "GT" as const,
      Size: kb * 1024,
      TextTransformations: UNCHANGED,
    },
  },
});

const managedRuleGroup = ({ name, counted, except }: Firewall["managedRuleGroups"][number]) => ({
  Name: name,
  OverrideAction: { None: {} },
  Statement: {
    ManagedRuleGroupStatement: {
      VendorName: "AWS" as const,
      Name: name,
      RuleActionOverrides: counted.map((Name) => ({ Name, ActionToUse: { Count: {} } })),
      ...(except && { ScopeDownStatement: { NotStatement: { Statement: beginsWithAny(except) } } }),
    },
  },
});

const rateRule = ({ name, requests, seconds, path }: Firewall["rates"][number]) => ({
  Name: name,
  Statement: {
    RateBasedStatement: {
      Limit: requests,
      EvaluationWindowSec: seconds,
      AggregateKeyType: "IP" as const,
      ...(path !== undefined && { ScopeDownStatement: pathThat("CONTAINS", path) }),
    },
  },
});

const beginsWithAny = (paths: readonly string[]) => ({
  OrStatement: { Statements: paths.map((path) => pathThat("STARTS_WITH", path)) },
});

const pathThat = (PositionalConstraint: "CONTAINS" | "STARTS_WITH", SearchString: string) => ({
  ByteMatchStatement: {
    FieldToMatch: { UriPath: {} },
    SearchString,
    PositionalConstraint,
    TextTransformations: UNCHANGED,
  },
});
