import type { RequestParts } from "../request-parts.ts";
import { isSqlInjection } from "../sql/injection.ts";
import type { ManagedRule, ManagedRuleGroup } from "./rule-group.ts";

/**
 * Counterpart of AWSManagedRulesSQLiRuleSet, whose rules use AWS's built-in detector at sensitivity
 * LOW.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-use-case.html
 *
 * The local detector is `../sql/injection.ts`. AWS's "extended patterns", which complement its
 * detector, have no counterpart.
 */
export const SQLI_RULE_SET: ManagedRuleGroup = {
  rules: [
    rule("SQLi_QUERYARGUMENTS", "SQLi_QueryArguments", (parts) => parts.queryArguments.some(isSqlInjection)),
    rule("SQLi_BODY", "SQLi_Body", (parts) => parts.bodyValues.some(isSqlInjection)),
    rule("SQLi_COOKIE", "SQLi_Cookie", (parts) => parts.cookies.some(isSqlInjection)),
    rule("SQLi_URIPATH", "SQLi_URIPath", (parts) =>
      parts.uriPath.some((path) =>
        path.split("/").some((segment) => segment !== "" && isSqlInjection(segment)),
      ),
    ),
  ],
  absent: ["SQLiExtendedPatterns_QUERYARGUMENTS", "SQLiExtendedPatterns_BODY", "SQLiExtendedPatterns_HEADER"],
};

function rule(name: string, label: string, matches: (parts: RequestParts) => boolean): ManagedRule {
  return { name, label: `awswaf:managed:aws:sql-database:${label}`, matches };
}
