import { isCrossSiteScripting } from "../html/scripting.ts";
import type { RequestParts } from "../request-parts.ts";
import type { ManagedRule, ManagedRuleGroup } from "./rule-group.ts";

/**
 * Counterpart of AWSManagedRulesCommonRuleSet (the core rule set).
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 *
 * The size limits are AWS's. Cross-site scripting is found by parsing HTML
 * (`../html/scripting.ts`); AWS uses its own detector. Path traversal, server-side request forgery
 * and remote inclusion follow the published descriptions, as AWS does not publish its patterns. One
 * difference: loopback addresses do not count as remote inclusion, because a laptop's own pages
 * have them.
 */
export const COMMON_RULE_SET: ManagedRuleGroup = {
  rules: [
    rule("NoUserAgent_HEADER", "NoUserAgent_Header", ({ userAgent }) => userAgent === ""),
    rule("UserAgent_BadBots_HEADER", "BadBots_Header", ({ userAgent }) =>
      /\b(?:nessus|nmap|nikto|sqlmap|masscan|zgrab|acunetix|netsparker|dirbuster|gobuster|wpscan|openvas|havij|w3af|arachni|nuclei|fimap|jorgee|morfeus|zmeu)\b/i.test(
        userAgent,
      ),
    ),
    rule(
      "SizeRestrictions_QUERYSTRING",
      "SizeRestrictions_QueryString",
      ({ request }) => request.queryString.length > 2048,
    ),
    rule(
      "SizeRestrictions_Cookie_HEADER",
      "SizeRestrictions_Cookie_Header",
      ({ request }) => (request.header("cookie")?.length ?? 0) > 10_240,
    ),
    rule("SizeRestrictions_BODY", "SizeRestrictions_Body", ({ request }) => request.body.length > 8192),
    rule("SizeRestrictions_URIPATH", "SizeRestrictions_URIPath", ({ request }) => request.path.length > 1024),
    rule("EC2MetaDataSSRF_BODY", "EC2MetaDataSSRF_Body", (parts) => parts.bodyValues.some(readsMetadata)),
    rule("EC2MetaDataSSRF_COOKIE", "EC2MetaDataSSRF_Cookie", (parts) => parts.cookies.some(readsMetadata)),
    rule("EC2MetaDataSSRF_URIPATH", "EC2MetaDataSSRF_URIPath", (parts) => parts.uriPath.some(readsMetadata)),
    rule("EC2MetaDataSSRF_QUERYARGUMENTS", "EC2MetaDataSSRF_QueryArguments", (parts) =>
      parts.queryArguments.some(readsMetadata),
    ),
    rule("GenericLFI_QUERYARGUMENTS", "GenericLFI_QueryArguments", (parts) =>
      parts.queryArguments.some(traverses),
    ),
    rule("GenericLFI_URIPATH", "GenericLFI_URIPath", (parts) => parts.uriPath.some(traverses)),
    rule("GenericLFI_BODY", "GenericLFI_Body", (parts) => parts.bodyValues.some(traversesFar)),
    rule("RestrictedExtensions_URIPATH", "RestrictedExtensions_URIPath", (parts) =>
      parts.uriPath.some((path) => RESTRICTED_EXTENSION.test(path)),
    ),
    rule("RestrictedExtensions_QUERYARGUMENTS", "RestrictedExtensions_QueryArguments", (parts) =>
      parts.queryArguments.some((value) => RESTRICTED_FILE.test(value)),
    ),
    rule("GenericRFI_QUERYARGUMENTS", "GenericRFI_QueryArguments", (parts) =>
      parts.queryArguments.some(includesRemote),
    ),
    rule("GenericRFI_BODY", "GenericRFI_Body", (parts) => parts.bodyValues.some(includesRemote)),
    rule("GenericRFI_URIPATH", "GenericRFI_URIPath", (parts) => parts.uriPath.some(includesRemote)),
    rule("CrossSiteScripting_COOKIE", "CrossSiteScripting_Cookie", (parts) =>
      parts.cookies.some(isCrossSiteScripting),
    ),
    rule("CrossSiteScripting_QUERYARGUMENTS", "CrossSiteScripting_QueryArguments", (parts) =>
      parts.queryArguments.some(isCrossSiteScripting),
    ),
    rule("CrossSiteScripting_BODY", "CrossSiteScripting_Body", (parts) =>
      parts.bodyValues.some(isCrossSiteScripting),
    ),
    rule("CrossSiteScripting_URIPATH", "CrossSiteScripting_URIPath", (parts) =>
      parts.uriPath.some(isCrossSiteScripting),
    ),
  ],
  absent: [],
};

function rule(name: string, label: string, matches: (parts: RequestParts) => boolean): ManagedRule {
  return { name, label: `awswaf:managed:aws:core-rule-set:${label}`, matches };
}

/** The instance metadata service by any of its names, or by its address as one number. */
const METADATA =
  /(?:^|[^\d.])169\.254\.(?:169\.254|170\.2)(?![\d])|\bfd00:ec2::254\b|:\/\/(?:2852039166|0xa9fea9fe|0xa9\.0xfe\.0xa9\.0xfe|0251\.0376\.0251\.0376)\b|\/latest\/(?:meta-data|user-data|dynamic|api\/token)\b|\bmetadata\.google\.internal\b/i;

function readsMetadata(value: string): boolean {
  return METADATA.test(value);
}

/** Files that attackers read to prove a traversal. */
const SYSTEM_FILE =
  /(?:^|[/\\:])(?:etc[/\\]+(?:passwd|shadow|hosts|group|issue|crontab|ssh[/\\])|proc[/\\]+(?:self|version|cpuinfo|environ|\d+[/\\])|var[/\\]+log[/\\]|windows[/\\]+(?:win\.ini|system32|system\.ini)|winnt[/\\]|boot\.ini)/i;

/** Files of the application itself. */
const PRIVATE_FILE = /(?:^|[/\\])(?:web-inf[/\\]|\.(?:env|git[/\\]|ssh[/\\]|aws[/\\]|htpasswd|htaccess))/i;

// Repetitions are bounded, so that the time is proportional to the input.
const STEP_UP = /(?:^|[/\\])\.{2,8}[/\\]/;
/**
 * The whole value is a path that climbs. A sentence that quotes an import does not begin with the
 * path.
 */
const STEPS_UP = /^[^\s'"]*(?:(?:\.{2,8}[/\\]{1,8}){2}|\.\.;[/\\])/;
const LOCAL_SCHEME = /^(?:file|php|phar|zip|expect|glob|jar|netdoc):\/{0,3}\S/i;

function traverses(value: string): boolean {
  if (value.includes("\0")) return true;
  if (LOCAL_SCHEME.test(value) || STEPS_UP.test(value)) return true;
  if (STEP_UP.test(value) && PRIVATE_FILE.test(value)) return true;
  return SYSTEM_FILE.test(value) && (STEP_UP.test(value) || /^[/\\]|^[a-z]:[/\\]/i.test(value));
}

/**
 * In a body, two steps up also occur in imports quoted in a code review. Only the target or the
 * distance makes it an attack.
 */
function traversesFar(value: string): boolean {
  if (LOCAL_SCHEME.test(value) && SYSTEM_FILE.test(value)) return true;
  if (/^php:\/\/(?:filter|input)/i.test(value)) return true;
  const steps = value.match(/\.{2,8}[/\\]{1,8}/g)?.length ?? 0;
  if (steps >= 1 && (SYSTEM_FILE.test(value) || PRIVATE_FILE.test(value))) return true;
  return steps >= 4 || /^[/\\]+etc[/\\]+(?:passwd|shadow)$/i.test(value);
}

const RESTRICTED_EXTENSION =
  /\.(?:log|ini|bak|backup|old|orig|swp|sql|conf|cfg|config|env|dat|mdb|pem|key|ps1|bat|cmd|sys|dll)\/?$|\/\.(?:env|git|svn|hg|aws|ssh|htaccess|htpasswd)(?:[./]|$)/i;
const RESTRICTED_FILE = /^[\w./\\-]*[/\\][\w.-]*\.(?:log|ini|bak|conf|env|htaccess|htpasswd)$/i;

const REMOTE_ADDRESS =
  /(?:^|[^\w])(?:https?|ftps?|gopher|dict|ldaps?|tftp|sftp):\/\/(?:[^/@\s]*@)?(\d{1,3})(?:\.\d{1,3}){3}(?![\d.]*\w)/i;

function includesRemote(value: string): boolean {
  const octet = REMOTE_ADDRESS.exec(value)?.[1];
  return octet !== undefined && octet !== "127";
}
