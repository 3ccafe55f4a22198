import type { Clock } from "../kernel/clock.ts";
import { MANAGED_RULE_GROUPS } from "./managed/index.ts";
import { RateLimit } from "./rate-limit.ts";
import type { RequestParts } from "./request-parts.ts";
import { compileStatement } from "./statements.ts";
import type { ManagedRuleGroupStatement, RateBasedStatement, RuleAction, WebAclRule } from "./web-acl.ts";

/** The decision of a rule; undefined if it did not match or only counts. */
export interface Decision {
  action: Exclude<RuleAction, { Count: object }>;
  /** The rule's name, with the rule inside a group: `core/NoUserAgent_HEADER`. */
  rule: string;
}

export type CompiledRule = (parts: RequestParts, labels: Set<string>) => Decision | undefined;

const BLOCK: RuleAction = { Block: {} };

export function compileRule(clock: Clock, rule: WebAclRule): CompiledRule {
  const { Statement: statement } = rule;
  if ("ManagedRuleGroupStatement" in statement)
    return managedGroup(rule, statement.ManagedRuleGroupStatement);
  const matches =
    "RateBasedStatement" in statement
      ? rateLimit(clock, rule, statement.RateBasedStatement)
      : compileStatement(statement);
  const action = rule.Action;
  if (!action) throw new Error(`Rule ${rule.Name} of the web ACL has no Action.`);
  const added = (rule.RuleLabels ?? []).map(({ Name }) => Name);
  return (parts, labels) => {
    if (!matches(parts, labels)) return undefined;
    for (const label of added) labels.add(label);
    return "Count" in action ? undefined : { action, rule: rule.Name };
  };
}

function rateLimit(clock: Clock, rule: WebAclRule, statement: RateBasedStatement) {
  if (statement.Limit < 10) throw new Error(`Rule ${rule.Name}: AWS takes limits of 10 requests and more.`);
  const limit = new RateLimit(clock, statement.Limit, statement.EvaluationWindowSec ?? 300);
  const counts = statement.ScopeDownStatement && compileStatement(statement.ScopeDownStatement);
  return (parts: RequestParts, labels: ReadonlySet<string>) =>
    (!counts || counts(parts, labels)) && limit.exceeds(parts.request.sourceIp);
}

function managedGroup(rule: WebAclRule, statement: ManagedRuleGroupStatement): CompiledRule {
  const group = MANAGED_RULE_GROUPS[statement.Name];
  const overrides = new Map(
    (statement.RuleActionOverrides ?? []).map(({ Name, ActionToUse }) => [Name, ActionToUse]),
  );
  for (const name of overrides.keys()) {
    if (!group.absent.includes(name) && !group.rules.some((known) => known.name === name)) {
      throw new Error(`Rule ${rule.Name} overrides ${name}, which ${statement.Name} does not have.`);
    }
  }
  const applies = statement.ScopeDownStatement && compileStatement(statement.ScopeDownStatement);
  const countsOnly = rule.OverrideAction !== undefined && "Count" in rule.OverrideAction;
  return (parts, labels) => {
    if (applies && !applies(parts, labels)) return undefined;
    for (const managed of group.rules) {
      if (!managed.matches(parts)) continue;
      labels.add(managed.label);
      const action = overrides.get(managed.name) ?? BLOCK;
      if (!countsOnly && !("Count" in action)) return { action, rule: `${rule.Name}/${managed.name}` };
    }
    return undefined;
  };
}
