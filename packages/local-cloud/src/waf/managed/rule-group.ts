import type { RequestParts } from "../request-parts.ts";

/** The local counterpart of one rule in an AWS managed rule group. */
export interface ManagedRule {
  /** AWS's name, as `RuleActionOverrides` takes it. */
  name: string;
  label: string;
  matches(parts: RequestParts): boolean;
}

export interface ManagedRuleGroup {
  rules: readonly ManagedRule[];
  /** Rules of the group without a local counterpart. They may be overridden all the same. */
  absent: readonly string[];
}
