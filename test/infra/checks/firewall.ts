/** Compares the firewall of a stage with the blueprint's. */
import { blueprint } from "@tradewind/blueprint";
import { cdn } from "@tradewind/blueprint/ground/cdn";
import type { GraphResource } from "../harness/graph.ts";
import { type Check, compare, type Deployment, keyWith } from "./deployment.ts";

const { firewall } = blueprint;

interface CustomResponse {
  responseCode: number;
  customResponseBodyKey: string;
  responseHeaders: { name: string; value: string }[];
}

interface Scope {
  byteMatchStatement?: {
    fieldToMatch: { uriPath?: object; singleHeader?: { name: string } };
    searchString: string;
    positionalConstraint: string;
  };
  notStatement?: { statements: Scope[] };
  andStatement?: { statements: Scope[] };
  orStatement?: { statements: Scope[] };
}

interface Rule {
  name: string;
  action?: { block?: { customResponse?: CustomResponse } };
  overrideAction?: { none?: object };
  statement: {
    managedRuleGroupStatement?: {
      name: string;
      vendorName: string;
      ruleActionOverrides?: { name: string; actionToUse: { count?: object } }[];
      scopeDownStatement?: Scope;
    };
    rateBasedStatement?: {
      limit: number;
      evaluationWindowSec: number;
      aggregateKeyType: string;
      scopeDownStatement?: Scope;
    };
    sizeConstraintStatement?: {
      fieldToMatch: { body?: { oversizeHandling: string } };
      comparisonOperator: string;
      size: number;
    };
  };
}

function scopeOf(deployment: Deployment, scope: Scope): string {
  if (scope.notStatement)
    return `not ${scope.notStatement.statements.map((one) => scopeOf(deployment, one)).join()}`;
  if (scope.andStatement)
    return scope.andStatement.statements.map((one) => scopeOf(deployment, one)).join(" and ");
  if (scope.orStatement)
    return scope.orStatement.statements.map((one) => scopeOf(deployment, one)).join(" or ");
  const { fieldToMatch, searchString, positionalConstraint } = scope.byteMatchStatement ?? {};
  const field = fieldToMatch?.singleHeader?.name ?? "path";
  return `${field} ${positionalConstraint} ${keyWith(deployment, searchString) ?? searchString}`;
}

/** Describes a rule in a sentence. A kind of rule that the blueprint lacks becomes "unknown". */
function sentenceOf(deployment: Deployment, { name, action, overrideAction, statement }: Rule): string {
  const group = statement.managedRuleGroupStatement;
  if (group && overrideAction?.none) {
    const counted = (group.ruleActionOverrides ?? [])
      .filter(({ actionToUse }) => actionToUse.count)
      .map((rule) => rule.name);
    const where = group.scopeDownStatement ? ` where ${scopeOf(deployment, group.scopeDownStatement)}` : "";
    return `${group.vendorName} ${group.name} counts ${counted.join(", ")}${where}`;
  }
  const rate = statement.rateBasedStatement;
  if (rate && action?.block) {
    const scope = rate.scopeDownStatement;
    const where = scope ? ` where ${scopeOf(deployment, scope)}` : "";
    const { responseCode, responseHeaders = [] } = action.block.customResponse ?? {};
    const again = responseHeaders.find((header) => header.name === "retry-after")?.value;
    const answer = `${responseCode}, again after ${again} s`;
    return `${name} blocks above ${rate.limit} in ${rate.evaluationWindowSec} s by ${rate.aggregateKeyType}${where}: ${answer}`;
  }
  const size = statement.sizeConstraintStatement;
  if (size && action?.block) {
    return `bodies ${size.comparisonOperator} ${size.size}, oversize ${size.fieldToMatch.body?.oversizeHandling}`;
  }
  return `unknown: ${JSON.stringify({ name, action, overrideAction, statement })}`;
}

const FROM_CDN = `${cdn.proofHeader} EXACTLY CdnProof`;

/**
 * Rate rules count by address. Before the API they skip CloudFront, whose addresses many visitors
 * share.
 */
const wantedRules = (scope: "REGIONAL" | "CLOUDFRONT"): string[] => [
  `bodies GT ${firewall.largestBodyKb * 1024}, oversize MATCH`,
  ...firewall.managedRuleGroups.map(({ name, counted, ...group }) => {
    const scope =
      "except" in group ? " where not path STARTS_WITH /assets/ or path STARTS_WITH /images/" : "";
    return `AWS ${name} counts ${counted.join(", ")}${scope}`;
  }),
  ...firewall.rates.map(({ name, requests, seconds, path }) => {
    const only = [
      ...(scope === "REGIONAL" ? [`not ${FROM_CDN}`] : []),
      ...(path === undefined ? [] : [`path CONTAINS ${path}`]),
    ];
    const where = only.length > 0 ? ` where ${only.join(" and ")}` : "";
    return `${name} blocks above ${requests} in ${seconds} s by IP${where}: 429, again after ${firewall.beyondRate.retryAfterSeconds} s`;
  }),
];

function inspectionLimit(acl: GraphResource): string | undefined {
  const association = acl.props["associationConfig"] as
    | { requestBodies?: Record<string, { defaultSizeInspectionLimit?: string }>[] }
    | undefined;
  const place = acl.props["scope"] === "CLOUDFRONT" ? "cloudfront" : "apiGateway";
  return association?.requestBodies?.[0]?.[place]?.defaultSizeInspectionLimit;
}

/** The problem codes of the answers that the rules give themselves. */
function answersOf({ props }: GraphResource): unknown[] {
  const bodies = (props["customResponseBodies"] ?? []) as { key: string; content: string }[];
  const used = (props["rules"] as Rule[]).flatMap(
    ({ action }) => action?.block?.customResponse?.customResponseBodyKey ?? [],
  );
  return [...new Set(used)].map((wanted) => {
    const content = bodies.find(({ key }) => key === wanted)?.content;
    return content && (JSON.parse(content) as { code: unknown }).code;
  });
}

interface Visible {
  visibilityConfig: { sampledRequestsEnabled: boolean };
}

function foundFirewall(deployment: Deployment, acl: GraphResource) {
  const groups = new Set(deployment.of("cloudwatch/logGroup").map(({ arn }) => arn));
  const logging = deployment
    .of("wafv2/webAclLoggingConfiguration")
    .find((one) => one.props["resourceArn"] === acl.arn)?.props;
  const redacted = (logging?.["redactedFields"] ?? []) as { singleHeader?: { name: string } }[];
  const filter = logging?.["loggingFilter"] as { defaultBehavior: string } | undefined;
  const rules = acl.props["rules"] as (Rule & Visible)[];
  return {
    scope: acl.props["scope"],
    rules: rules.map((rule) => sentenceOf(deployment, rule)),
    samples: [acl.props as unknown as Visible, ...rules].some(
      ({ visibilityConfig }) => visibilityConfig.sampledRequestsEnabled,
    ),
    answers: answersOf(acl),
    inspects: inspectionLimit(acl),
    logs: ((logging?.["logDestinationConfigs"] ?? []) as string[]).some((to) => groups.has(to)),
    redacted: redacted.map(({ singleHeader }) => singleHeader?.name ?? "query string"),
    logsWhatPasses: filter?.defaultBehavior !== "DROP",
  };
}

export const firewalls: Check = {
  rule: "the firewall has the blueprint's rules, and neither logs nor samples hold credentials",
  problems(deployment) {
    const wanted = new Map<string, unknown>();
    if (deployment.settings.firewall) {
      const same = {
        answers: [firewall.beyondRate.code],
        inspects: `KB_${firewall.largestBodyKb}`,
        logs: true,
        samples: false,
        redacted: ["authorization", "cookie", "cart-token", cdn.proofHeader, "query string"],
        logsWhatPasses: false,
      };
      for (const [name, scope] of [
        [firewall.name, "REGIONAL"],
        [`Cdn${firewall.name}`, "CLOUDFRONT"],
      ] as const)
        wanted.set(name, { ...same, scope, rules: wantedRules(scope) });
    }
    const acls = deployment
      .of("wafv2/webAcl")
      .map((acl) => [acl.name, foundFirewall(deployment, acl)] as const);
    return compare("firewall", wanted, new Map(acls));
  },
};

/**
 * Requests cost more above this capacity.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
 */
const INCLUDED_CAPACITY = 1500;

/** Web ACL capacity units of AWS's rule groups, from AWS's documentation. */
const CAPACITY: Readonly<Record<string, number>> = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesBotControlRuleSet: 50,
};
/** Capacity of a rate rule with its path and its exception, or of a size rule. */
const CAPACITY_OF_OTHERS = 15;

export const firewallCapacity: Check = {
  rule: "the firewall's rules stay within the capacity that its price includes",
  problems: (deployment) =>
    deployment.of("wafv2/webAcl").flatMap(({ name, props }) => {
      const units = (props["rules"] as Rule[]).map(({ statement: { managedRuleGroupStatement: group } }) =>
        group ? (CAPACITY[group.name] ?? Number.NaN) : CAPACITY_OF_OTHERS,
      );
      const total = units.reduce((sum, one) => sum + one, 0);
      return total <= INCLUDED_CAPACITY ? [] : [`The firewall ${name} takes ${total} capacity units.`];
    }),
};

export const firewallChecks = [firewalls, firewallCapacity];
