import { blueprint } from "@tradewind/blueprint";
import { webAclOf } from "@tradewind/blueprint/derived/web-acl";
import { type CamelKeys, camelKeys } from "../camel-keys.ts";

type Rule = aws.types.input.wafv2.WebAclRule;
type Statement = aws.types.input.wafv2.WebAclRuleStatement;
type RuleStatement = CamelKeys<(typeof Rules)[number]["Statement"]>;
type ManagedGroup = Extract<
  RuleStatement,
  { managedRuleGroupStatement: unknown }
>["managedRuleGroupStatement"];

const { Rules, CustomResponseBodies } = webAclOf(blueprint);

/**
 * CloudWatch's metrics about a rule or a web ACL. Samples of requests would show tokens: what the
 * log leaves out, samples do not.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html
 */
export const visible = (name: string) => ({
  metricName: name,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

/** The bodies of the rules' own answers. */
export const customResponseBodies = Object.entries(CustomResponseBodies).map(([key, body]) => ({
  key,
  ...camelKeys(body),
}));

/**
 * The rules of the blueprint's firewall. With a `proof`, the rate rules leave out requests that
 * bear it: CloudFront has counted them already.
 */
export const webAclRules = (proof?: $util.Input<string>): Rule[] =>
  camelKeys(Rules).map((rule) => ({
    ...rule,
    statement: statementOf(rule.statement, proof),
    visibilityConfig: visible(rule.name),
  }));

function statementOf(statement: RuleStatement, proof?: $util.Input<string>): Statement {
  if ("managedRuleGroupStatement" in statement) return groupOf(statement.managedRuleGroupStatement);
  if (proof === undefined || !("rateBasedStatement" in statement)) return statement;
  const rate = statement.rateBasedStatement;
  const unproven: Statement = { notStatement: { statements: [headerIs(blueprint.cdn.proofHeader, proof)] } };
  return {
    rateBasedStatement: {
      ...rate,
      scopeDownStatement: rate.scopeDownStatement
        ? { andStatement: { statements: [unproven, rate.scopeDownStatement] } }
        : unproven,
    },
  };
}

/** Pulumi has a list where AWS has the one statement that is negated. */
function groupOf({ scopeDownStatement: scope, ...group }: ManagedGroup): Statement {
  if (!scope) return { managedRuleGroupStatement: group };
  const scopeDownStatement = { notStatement: { statements: [scope.notStatement.statement] } };
  return { managedRuleGroupStatement: { ...group, scopeDownStatement } };
}

const headerIs = (name: string, searchString: $util.Input<string>): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { singleHeader: { name } },
    searchString,
    positionalConstraint: "EXACTLY",
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
});
