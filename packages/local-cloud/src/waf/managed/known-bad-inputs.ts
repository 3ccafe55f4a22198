import type { RequestParts } from "../request-parts.ts";
import type { ManagedRule, ManagedRuleGroup } from "./rule-group.ts";

/**
 * Counterpart of AWSManagedRulesKnownBadInputsRuleSet: requests known to probe for or exploit a
 * vulnerability.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 *
 * `Host_localhost_HEADER` has no local counterpart: on a laptop the host is localhost.
 */
export const KNOWN_BAD_INPUTS: ManagedRuleGroup = {
  rules: [
    ...inEveryComponent(
      "JavaDeserializationRCE",
      /\bjava\.lang\.(?:Runtime|ProcessBuilder)\b|\bgetRuntime\s*\(\s*\)|\bclass\.module\.classLoader\b|\brO0AB[\w+/]{8}|\bT\(java\.|#_memberAccess|\(#\w+=@/,
    ),
    rule("PROPFIND_METHOD", "Propfind_Method", ({ request }) => request.method.toUpperCase() === "PROPFIND"),
    rule("ExploitablePaths_URIPATH", "ExploitablePaths_URIPath", (parts) =>
      [parts.request.path, ...parts.uriPath].some((path) =>
        /\/(?:web-inf|meta-inf)(?:\/|$)|\/(?:wp-(?:admin|login|config|includes)|xmlrpc\.php|phpmyadmin|phpunit|cgi-bin|server-status|actuator\/|solr\/|jenkins\/|manager\/html|boaform\/|hnap1|_profiler|telescope\/|vendor\/phpunit|owa\/auth|ecp\/)/i.test(
          path,
        ),
      ),
    ),
    ...inEveryComponent("Log4JRCE", isLookup),
    rule("ReactJSRCE_BODY", "ReactJSRCE_Body", (parts) =>
      /["']?\$\d*:(?:__proto__|constructor)(?::|\b)/.test(parts.bodyText),
    ),
  ],
  absent: ["Host_localhost_HEADER"],
};

function rule(name: string, label: string, matches: (parts: RequestParts) => boolean): ManagedRule {
  return { name, label: `awswaf:managed:aws:known-bad-inputs:${label}`, matches };
}

/** One rule each for header, body, path and query, as in AWS. */
function inEveryComponent(name: string, pattern: RegExp | ((value: string) => boolean)): ManagedRule[] {
  const test = typeof pattern === "function" ? pattern : (value: string) => pattern.test(value);
  return [
    rule(`${name}_HEADER`, `${name}_Header`, (parts) => parts.unusualHeaders.some(test)),
    rule(`${name}_BODY`, `${name}_Body`, (parts) => parts.bodyValues.some(test)),
    rule(`${name}_URIPATH`, `${name}_URIPath`, (parts) => parts.uriPath.some(test)),
    rule(`${name}_QUERYSTRING`, `${name}_QueryString`, (parts) => parts.queryArguments.some(test)),
  ];
}

/**
 * `${jndi:…}`, also with letters that are lookups themselves: `${${lower:j}ndi:…}`,
 * `${${::-j}${::-n}di:…}`.
 */
function isLookup(value: string): boolean {
  if (!value.includes("${")) return false;
  let text = value;
  for (let round = 0; round < 8; round += 1) {
    if (/\$\{\s*jndi\s*:/i.test(text)) return true;
    const reduced = text
      .replace(/\$\{(?:lower|upper):([^${}]{0,80})\}/gi, "$1")
      .replace(/\$\{[^${}]{0,80}?:-([^${}]{0,80})\}/g, "$1")
      .replace(/\$\{(?:date|base64):'?([^${}']{0,80})'?\}/gi, "$1");
    if (reduced === text) return false;
    text = reduced;
  }
  return false;
}
