/** Compares the edge functions and the security headers of answers with the blueprint. */
import { join } from "node:path";
import { blueprint } from "@tradewind/blueprint";
import { pageSecurityHeaders } from "@tradewind/blueprint/ground/page-headers";
import { apiSecurityHeaders } from "@tradewind/blueprint/ground/security-headers";
import { siteIn } from "@tradewind/bundles/built-site";
import { siteFolder } from "@tradewind/bundles/bundle-folder";
import type { GraphResource } from "../harness/graph.ts";
import { EARLIER_BUILDS } from "../harness/mocks.ts";
import { ROOT } from "../harness/platform.ts";
import { allowedBy, type Check, compare, type Deployment, list, nameOf, statementsOf } from "./deployment.ts";

export const edgeFunctions: Check = {
  rule: "every edge function is the blueprint's, a version on x86 in us-east-1, without environment or network",
  problems(deployment) {
    const wanted = new Map(
      blueprint.edgeFunctions.map(({ name, handler, timeoutSeconds, memoryMb }) => [
        name,
        {
          handler,
          built: "nodejs24.x",
          links: [],
          region: "us-east-1",
          runs: ["nodejs24.x", "x86_64"],
          version: true,
          timeout: timeoutSeconds,
          memory: memoryMb,
          refused: [],
        },
      ]),
    );
    const found = new Map(
      deployment.edgeFunctions.map((fn) => [nameOf(fn), { ...builtAs(deployment, fn), ...runsAs(fn) }]),
    );
    return compare("edge function", wanted, found);
  },
};

function builtAs({ graph }: Deployment, fn: GraphResource) {
  const build = graph.builds[nameOf(fn)];
  return { handler: build?.handler, built: build?.runtime, links: build?.links };
}

/**
 * Properties that Lambda@Edge refuses.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
const REFUSED = [
  "environment",
  "vpcConfig",
  "layers",
  "deadLetterConfig",
  "fileSystemConfig",
  "tracingConfig",
];

function runsAs({ props }: GraphResource) {
  return {
    region: props["region"],
    runs: [props["runtime"], ...list(props["architectures"])],
    version: props["publish"],
    timeout: props["timeout"],
    memory: props["memorySize"],
    refused: REFUSED.filter((property) => props[property] !== undefined),
  };
}

const LOGGING = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

export const edgeRoles: Check = {
  rule: "only Lambda and its edge may assume an edge function's role, which may only write that function's logs",
  problems: (deployment) =>
    deployment.edgeFunctions.flatMap((fn) => {
      const role = deployment.byArn(fn.props["role"]);
      if (!role) return [`${nameOf(fn)} has no role.`];
      return [...trustProblems(nameOf(fn), role), ...permissionProblems(fn, role)];
    }),
};

function trustProblems(fn: string, role: GraphResource): string[] {
  const trusted = statementsOf(role.props["assumeRolePolicy"]).flatMap(({ Principal }) =>
    list((Principal as { Service?: string | string[] }).Service),
  );
  const expected = "edgelambda.amazonaws.com,lambda.amazonaws.com";
  return trusted.toSorted().join() === expected ? [] : [`${fn} can be run by ${trusted.join(", ")}.`];
}

function permissionProblems(fn: GraphResource, role: GraphResource): string[] {
  // Every region with visitors has a log group. Its name holds the region of the function.
  const group = `:log-group:/aws/lambda/us-east-1.${String(fn.props["name"])}:*`;
  const granted = allowedBy(role).flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) =>
      list(Resource).map((place) => `${action} on ${place.endsWith(group) ? "its logs" : place}`),
    ),
  );
  const wanted = LOGGING.map((action) => `${action} on its logs`);
  return [
    ...wanted
      .filter((right) => !granted.includes(right))
      .map((right) => `${nameOf(fn)} lacks the permission ${right}.`),
    ...granted
      .filter((right) => !wanted.includes(right))
      .map((right) => `${nameOf(fn)} has the permission ${right}.`),
  ];
}

interface SecurityHeaders {
  contentTypeOptions?: { override: boolean };
  strictTransportSecurity?: {
    accessControlMaxAgeSec: number;
    includeSubdomains: boolean;
    preload: boolean;
  };
  contentSecurityPolicy?: { contentSecurityPolicy: string };
  frameOptions?: { frameOption: string };
  referrerPolicy?: { referrerPolicy: string };
}

/** The headers that CloudFront sends because of a policy. */
function headersOf({ props }: GraphResource): Record<string, string> {
  const given = props["securityHeadersConfig"] as SecurityHeaders;
  const custom = props["customHeadersConfig"] as { items: { header: string; value: string }[] };
  const hsts = given.strictTransportSecurity;
  const named: Record<string, string | undefined> = {
    "x-content-type-options": given.contentTypeOptions && "nosniff",
    "strict-transport-security":
      hsts &&
      `max-age=${hsts.accessControlMaxAgeSec}${hsts.includeSubdomains ? "; includeSubDomains" : ""}${hsts.preload ? "; preload" : ""}`,
    "content-security-policy": given.contentSecurityPolicy?.contentSecurityPolicy,
    "x-frame-options": given.frameOptions?.frameOption,
    "referrer-policy": given.referrerPolicy?.referrerPolicy,
    ...Object.fromEntries(custom.items.map(({ header, value }) => [header, value])),
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}

/** A second copy of the policies, so that nobody loosens one by accident. */
const pagePolicy = ({ graph }: Deployment) =>
  `default-src 'none'; script-src 'self'; style-src 'self'${styles(graph.dev)}; ` +
  "img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types tradewind; report-to csp; report-uri /api/csp-reports";

/** The styles of this build, and of an earlier one whose pages may still be open. */
function styles(dev: boolean): string {
  const { styleHashes } = siteIn(join(ROOT, siteFolder(ROOT)));
  const allowed = [...(dev ? [] : styleHashes), ...(EARLIER_BUILDS[0]?.styleHashes ?? [])];
  return allowed.map((hash) => ` '${hash}'`).join("");
}

const API_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const securityHeaders: Check = {
  rule: "CloudFront adds the blueprint's security headers to pages and to answers of the API",
  problems: (deployment) =>
    compare(
      "policy of response headers",
      new Map<string, unknown>([
        ["PageHeaders", { ...pageSecurityHeaders, "content-security-policy": pagePolicy(deployment) }],
        ["ApiHeaders", { ...apiSecurityHeaders, "content-security-policy": API_POLICY }],
      ]),
      new Map(
        deployment.of("cloudfront/responseHeadersPolicy").map((policy) => [policy.name, headersOf(policy)]),
      ),
    ),
};

export const edgeChecks = [edgeFunctions, edgeRoles, securityHeaders];
