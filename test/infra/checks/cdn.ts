/**
 * Checks the stage's names, its CloudFront distribution and the standby answer of a second region.
 */
import { blueprint } from "@tradewind/blueprint";
import { cdn } from "@tradewind/blueprint/ground/cdn";
import { cloudFrontHeaders } from "@tradewind/blueprint/ground/edge";
import { usagePlans as plans } from "@tradewind/blueprint/ground/limits";
import type { GraphResource } from "../harness/graph.ts";
import { type Check, compare, type Deployment, keyWith, nameOf } from "./deployment.ts";

interface Behavior {
  pathPattern?: string;
  targetOriginId: string;
  viewerProtocolPolicy: string;
  cachePolicyId: string;
  responseHeadersPolicyId: string;
  functionAssociations?: { functionArn: string }[];
  lambdaFunctionAssociations?: { eventType: string; lambdaArn: string }[];
}
interface Origin {
  originId: string;
  domainName: string;
  originAccessControlId?: string;
  customHeaders?: { name: string; value: string }[];
}

const stageOf = (deployment: Deployment) => `tradewind-${deployment.graph.stage}`;

function wantedDistribution({ settings }: Deployment) {
  const origins: Record<string, string> = {
    [blueprint.api.name]:
      `${settings.domain?.api ?? "the API itself"}${settings.firewall ? ` by ${cdn.proofHeader} of CdnProof` : ""}`,
  };
  const behaviors: Record<string, string> = {
    [`${cdn.apiPrefix}/*`]: `${blueprint.api.name} by CdnWithoutPrefix and ${blueprint.edgeFunctions
      .map(({ name, event }) => `${name} at ${event}`)
      .join(" and ")}`,
  };
  const { bucket, renderer } = cdn.pages;
  origins[renderer.name] = `the URL of ${renderer.name}`;
  behaviors["/*"] = `${bucket.name} or ${renderer.name} by CdnPageOf`;
  for (const { name, servedAt, replicated } of blueprint.buckets) {
    if (servedAt === undefined) continue;
    const copied = replicated && settings.recovery !== undefined;
    origins[name] = name;
    if (copied) origins[`${name}Copy`] = `${name}Copy`;
    const from = copied ? `${name} or ${name}Copy` : name;
    behaviors[servedAt] = from;
  }
  return {
    origins,
    behaviors,
    headers: { [`${cdn.apiPrefix}/*`]: "ApiHeaders", others: "PageHeaders" },
    aliases: settings.domain ? [settings.domain.shop] : [],
    tls: settings.domain ? cdn.minimumTls : "CloudFront's",
    firewall: settings.firewall,
  };
}

function originOf(
  deployment: Deployment,
  { domainName, originAccessControlId, customHeaders = [] }: Origin,
): string {
  const bucket = deployment
    .of("s3/bucket")
    .find(({ arn }) => domainName.startsWith(`${String(arn.split(":").at(-1))}.s3.`));
  const access = deployment
    .of("cloudfront/originAccessControl")
    .some(({ id }) => id === originAccessControlId);
  if (bucket) return access ? nameOf(bucket) : `${nameOf(bucket)}, open to anybody`;
  const url = deployment
    .of("lambda/functionUrl")
    .find(({ name }) => domainName.startsWith(`${name.toLowerCase()}.lambda-url.`));
  if (url) {
    const closed = access && url.props["authorizationType"] === "AWS_IAM";
    return closed ? `the URL of ${nameOf(url).replace(/Url$/, "")}` : `${url.name}, open to anybody`;
  }
  const proofs = customHeaders.map(({ name, value }) => ` by ${name} of ${keyWith(deployment, value)}`);
  return `${domainName.includes(".execute-api.") ? "the API itself" : domainName}${proofs.join("")}`;
}

function foundDistribution(deployment: Deployment, { props }: GraphResource) {
  const functions = deployment.of("cloudfront/function");
  const groups = (props["originGroups"] ?? []) as { originId: string; members: { originId: string }[] }[];
  const behaviors = [
    { ...(props["defaultCacheBehavior"] as Behavior), pathPattern: "/*" },
    ...(props["orderedCacheBehaviors"] as (Behavior & { pathPattern: string })[]),
  ];
  const atEdge = ({ eventType, lambdaArn }: { eventType: string; lambdaArn: string }) => {
    const fn = deployment.edgeFunctions.find(({ arn }) => lambdaArn === `${arn}:1`);
    return `${fn ? nameOf(fn) : "unknown"} at ${eventType}`;
  };
  const leadsTo = ({
    targetOriginId,
    functionAssociations = [],
    lambdaFunctionAssociations = [],
  }: Behavior) => {
    const members = groups.find(({ originId }) => originId === targetOriginId)?.members;
    const origin = members ? members.map(({ originId }) => originId).join(" or ") : targetOriginId;
    const by = functionAssociations.map(
      ({ functionArn }) => functions.find(({ arn }) => arn === functionArn)?.name ?? "unknown",
    );
    by.push(...lambdaFunctionAssociations.map(atEdge));
    return by.length > 0 ? `${origin} by ${by.join(" and ")}` : origin;
  };
  const headersOf = (given: Behavior[]) =>
    [
      ...new Set(
        given.map(
          ({ responseHeadersPolicyId }) =>
            deployment.of("cloudfront/responseHeadersPolicy").find(({ id }) => id === responseHeadersPolicyId)
              ?.name,
        ),
      ),
    ].join();
  const isApi = ({ pathPattern }: Behavior) => pathPattern === `${cdn.apiPrefix}/*`;
  const certificate = props["viewerCertificate"] as {
    acmCertificateArn?: string;
    minimumProtocolVersion?: string;
  };
  return {
    origins: Object.fromEntries(
      (props["origins"] as Origin[]).map((origin) => [origin.originId, originOf(deployment, origin)]),
    ),
    behaviors: Object.fromEntries(behaviors.map((behavior) => [behavior.pathPattern, leadsTo(behavior)])),
    headers: {
      [`${cdn.apiPrefix}/*`]: headersOf(behaviors.filter(isApi)),
      others: headersOf(behaviors.filter((behavior) => !isApi(behavior))),
    },
    aliases: props["aliases"] ?? [],
    tls: deployment.byArn(certificate.acmCertificateArn)
      ? certificate.minimumProtocolVersion
      : "CloudFront's",
    firewall: deployment.byArn(props["webAclId"])?.props["scope"] === "CLOUDFRONT",
  };
}

export const distributions: Check = {
  rule: "CloudFront serves the blueprint's buckets and the API, with its headers and the stage's firewall and name",
  problems: (deployment) =>
    compare(
      "distribution",
      new Map([[cdn.name, wantedDistribution(deployment)]]),
      new Map(
        deployment
          .of("cloudfront/distribution")
          .map((resource) => [resource.name, foundDistribution(deployment, resource)]),
      ),
    ),
};

export const overHttps: Check = {
  rule: "CloudFront uses only HTTPS, to visitors and to the API",
  problems: (deployment) =>
    deployment
      .of("cloudfront/distribution")
      .flatMap(({ name, props }) => [
        ...[props["defaultCacheBehavior"] as Behavior, ...(props["orderedCacheBehaviors"] as Behavior[])]
          .filter(
            ({ viewerProtocolPolicy }) => !/^(https-only|redirect-to-https)$/.test(viewerProtocolPolicy),
          )
          .map(({ pathPattern = "/*" }) => `${name} serves ${pathPattern} without TLS.`),
        ...(props["origins"] as { originId: string; customOriginConfig?: { originProtocolPolicy: string } }[])
          .filter(({ customOriginConfig: custom }) => custom && custom.originProtocolPolicy !== "https-only")
          .map(({ originId }) => `${name} connects to ${originId} without TLS.`),
      ]),
};

/** The API's answers differ by customer, so the cache key must hold all that a request carries. */
export const cachedAnswers: Check = {
  rule: "CloudFront never gives one customer's answer to another",
  problems: (deployment) =>
    deployment.of("cloudfront/distribution").flatMap(({ name, props }) => {
      const behavior = (props["orderedCacheBehaviors"] as Behavior[]).find(
        ({ targetOriginId }) => targetOriginId === blueprint.api.name,
      );
      const policy = deployment
        .of("cloudfront/cachePolicy")
        .find(({ id }) => id === behavior?.cachePolicyId)?.props;
      const key = policy?.["parametersInCacheKeyAndForwardedToOrigin"] as
        | {
            headersConfig: { headers?: { items: string[] } };
            cookiesConfig: { cookieBehavior: string };
            queryStringsConfig: { queryStringBehavior: string };
          }
        | undefined;
      const headers = key?.headersConfig.headers?.items ?? [];
      const told =
        // CloudFront passes headers to the edge function only if they are in the cache key.
        ["Authorization", ...Object.values(cloudFrontHeaders)].every((header) => headers.includes(header)) &&
        key?.cookiesConfig.cookieBehavior === "all" &&
        key.queryStringsConfig.queryStringBehavior === "all" &&
        Number(policy?.["maxTtl"]) <= 1;
      return told ? [] : [`${name} may give one customer's answer to another.`];
    }),
};

/** The targets of each name. With two regions, each target has a failover role. */
function wantedRecords({ settings: { domain, recovery } }: Deployment): Map<string, unknown> {
  const wanted = new Map<string, unknown>();
  if (!domain) return wanted;
  wanted.set(`${domain.shop} A`, [cdn.name]);
  wanted.set(`${domain.shop} AAAA`, [cdn.name]);
  wanted.set(
    `${domain.api} A`,
    recovery ? ["ApiDomain PRIMARY while healthy", "ApiStandbyDomain SECONDARY"] : ["ApiDomain"],
  );
  return wanted;
}

export const records: Check = {
  rule: "every name of the stage points to CloudFront or the API, and to the second region when the home is unhealthy",
  problems(deployment) {
    const aliases = deployment.of("route53/record").filter(({ props }) => props["aliases"] !== undefined);
    const found = new Map(
      [...Map.groupBy(aliases, ({ props }) => `${String(props["name"])} ${String(props["type"])}`)].map(
        ([key, group]) => [
          key,
          group
            .map(({ props }) => {
              const [alias] = props["aliases"] as { name: string }[];
              const target = [
                ...deployment.of("cloudfront/distribution"),
                ...deployment.of("apigateway/domainName"),
              ].find(({ name }) => alias?.name.startsWith(`${name}.`))?.name;
              const [failover] = (props["failoverRoutingPolicies"] ?? []) as { type: string }[];
              const healthy = deployment
                .of("route53/healthCheck")
                .some(({ id }) => id === props["healthCheckId"]);
              return [target, failover?.type, healthy ? "while healthy" : undefined]
                .filter(Boolean)
                .join(" ");
            })
            .toSorted(),
        ],
      ),
    );
    return compare("record", wantedRecords(deployment), found);
  },
};

export const certificates: Check = {
  rule: "every name has a certificate in the region of its use, validated by DNS",
  problems(deployment) {
    const { domain, recovery, region } = deployment.settings;
    const wanted = new Map<string, unknown>();
    if (domain) {
      wanted.set(cdn.name, `${domain.shop} in us-east-1`);
      wanted.set("ApiDomain", `${domain.api} in ${region}`);
      if (recovery) wanted.set("ApiStandbyDomain", `${domain.api} in ${recovery.region}`);
    }
    const proofs = new Set(deployment.of("route53/record").map(({ name }) => name));
    const validated = new Set(
      deployment.of("acm/certificateValidation").map(({ props }) => String(props["certificateArn"])),
    );
    const found = new Map(
      deployment
        .of("acm/certificate")
        .filter(({ name, arn }) => validated.has(arn) && proofs.has(`${name}Proof`))
        .map(({ name, props }) => [
          name.replace(/Certificate$/, ""),
          `${String(props["domainName"])} in ${String(props["region"])}`,
        ]),
    );
    return compare("certificate", wanted, found);
  },
};

export const apiNames: Check = {
  rule: "the API's name points to its stage with TLS 1.2, and in the second region to an answer of 503",
  problems(deployment) {
    const { domain, recovery } = deployment.settings;
    const wanted = new Map<string, unknown>();
    const tls = "TLS_1_2";
    if (domain) wanted.set("ApiDomain", { tls, leadsTo: `ApiApi ${blueprint.api.stage}` });
    if (domain && recovery) wanted.set("ApiStandbyDomain", { tls, leadsTo: "Standby standby: 503" });
    const found = new Map(
      deployment.of("apigateway/domainName").map(({ name, props }) => {
        const mapping = deployment
          .of("apigateway/basePathMapping")
          .find(
            ({ props: of }) =>
              of["domainName"] === props["domainName"] &&
              of["region"] === (name === "ApiDomain" ? undefined : props["region"]),
          )?.props;
        const api = deployment.of("apigateway/restApi").find(({ id }) => id === mapping?.["restApi"]);
        const answer = answerOf(deployment, api);
        return [
          name,
          {
            tls: props["securityPolicy"],
            leadsTo: `${api?.name} ${String(mapping?.["stageName"])}${answer}`,
          },
        ];
      }),
    );
    return compare("API's name", wanted, found);
  },
};

/** The status that an API without functions answers. Empty if the API lacks a part. */
function answerOf(deployment: Deployment, api: GraphResource | undefined): string {
  if (!api || api.props["region"] === undefined) return "";
  const ofApi = (type: string) =>
    deployment.of(type).find(({ props }) => (props["restApi"] ?? props["restApiId"]) === api.id);
  const whole = ["method", "integration", "deployment", "stage"].every((part) => ofApi(`apigateway/${part}`));
  return whole ? `: ${String(ofApi("apigateway/response")?.props["statusCode"])}` : "";
}

export const health: Check = {
  rule: "with two regions, a health check calls the home region's API and has an alarm",
  problems(deployment) {
    const { domain, recovery } = deployment.settings;
    const checks = deployment.of("route53/healthCheck");
    if (!domain || !recovery) return checks.map(({ name }) => `${name} has no second region to lead to.`);
    const [check] = checks;
    if (check?.props["resourcePath"] !== `/${blueprint.api.stage}/health` || check.props["type"] !== "HTTPS")
      return ["The home region has no health check."];
    const rings = deployment
      .of("cloudwatch/metricAlarm")
      .some(
        ({ props }) =>
          (props["dimensions"] as Record<string, unknown> | undefined)?.["HealthCheckId"] === check.id,
      );
    return rings ? [] : [`The health check ${check.name} has no alarm on HealthCheckStatus.`];
  },
};

export const usagePlans: Check = {
  rule: "partners have the blueprint's usage plans",
  problems: (deployment) =>
    compare(
      "usage plan",
      new Map(
        plans.map(({ name, throttle, requestsPerDay }) => [
          `${stageOf(deployment)}-${name}`,
          { rate: throttle.rate, burst: throttle.burst, requestsPerDay, stages: [blueprint.api.stage] },
        ]),
      ),
      new Map(
        deployment.of("apigateway/usagePlan").map(({ props }) => {
          const throttle = props["throttleSettings"] as { rateLimit: number; burstLimit: number };
          const quota = props["quotaSettings"] as { limit: number; period: string };
          return [
            String(props["name"]),
            {
              rate: throttle.rateLimit,
              burst: throttle.burstLimit,
              requestsPerDay: quota.period === "DAY" ? quota.limit : "other",
              stages: (props["apiStages"] as { stage: string }[]).map(({ stage }) => stage),
            },
          ];
        }),
      ),
    ),
};

export const cdnChecks = [
  distributions,
  overHttps,
  cachedAnswers,
  records,
  certificates,
  apiNames,
  health,
  usagePlans,
];
