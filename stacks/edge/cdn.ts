/** CloudFront serves the web's files, the pictures and the API under one domain. */
import { blueprint } from "@tradewind/blueprint";
import type { BucketDefinition } from "@tradewind/blueprint/language/resources";
import { api } from "../api/rest-api.ts";
import { buckets } from "../data/buckets.ts";
import { edgeFunctions } from "../functions/edge-functions.ts";
import { functions } from "../functions/functions.ts";
import { withoutPrefix } from "../functions/viewer-functions.ts";
import { certificateFor, hostedZone } from "../network/domain.ts";
import { pageHeaders } from "../site/page-headers.ts";
import { physicalName, stage } from "../stage.ts";
import { apiCache, FILES_CACHE, pagesCache, WHOLE_REQUEST } from "./cdn-policies.ts";
import { cdnProof } from "./cdn-proof.ts";
import { pageOf } from "./page-address.ts";
import { apiHeaders } from "./security-headers.ts";
import { webAcl } from "./web-acl.ts";

type Origin = aws.types.input.cloudfront.DistributionOrigin;

const { cdn: definition } = blueprint;
const { name } = definition;
const HTTPS = 443;
/** CloudFront accepts only certificates of this region. */
const CERTIFICATE_REGION = "us-east-1";
const API = blueprint.api.name;
const { bucket: web, renderer } = definition.pages;
const PAGES = "Pages";
/**
 * S3 answers 403 for an object that is missing, since CloudFront may not list the bucket, and 400
 * for a path that cannot be a key.
 */
const MISSING_STATUSES = [400, 403, 404];
/**
 * On these statuses CloudFront reads the copy. A file missing in the bucket is missing in the copy
 * too.
 */
const FAILOVER_STATUSES = [500, 502, 503, 504];
/** CloudFront would keep these for ten seconds, whatever the answer says. */
const NEVER_KEPT_STATUSES = [...MISSING_STATUSES, ...FAILOVER_STATUSES];

const served = blueprint.buckets.filter(({ servedAt }) => servedAt !== undefined);
const hasCopies = stage.recovery !== undefined;
const groupOf = (bucket: BucketDefinition) =>
  hasCopies && bucket.replicated ? `${bucket.name}OrCopy` : bucket.name;

const access = new aws.cloudfront.OriginAccessControl(`${name}Access`, {
  name: physicalName(name),
  originAccessControlOriginType: "s3",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});

function filesOf(bucket: BucketDefinition): Origin[] {
  const { bucket: home, copy } = buckets.of(bucket);
  const from = (
    originId: string,
    { bucketRegionalDomainName }: Pick<aws.s3.Bucket, "bucketRegionalDomainName">,
  ) => ({
    originId,
    domainName: bucketRegionalDomainName,
    originAccessControlId: access.id,
  });
  return [from(bucket.name, home.nodes.bucket), ...(copy ? [from(`${bucket.name}Copy`, copy)] : [])];
}

const apiOrigin: Origin = {
  originId: API,
  ...(stage.domain
    ? { domainName: stage.domain.api }
    : {
        domainName: $interpolate`${api.nodes.api.id}.execute-api.${stage.region}.amazonaws.com`,
        originPath: `/${blueprint.api.stage}`,
      }),
  customOriginConfig: {
    httpPort: 80,
    httpsPort: HTTPS,
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
  },
  ...(cdnProof && { customHeaders: [{ name: definition.proofHeader, value: cdnProof.value }] }),
};

const files = (bucket: BucketDefinition) => ({
  targetOriginId: groupOf(bucket),
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  compress: true,
  cachePolicyId: FILES_CACHE,
  responseHeadersPolicyId: pageHeaders.id,
});

const writer = functions.of(renderer);
const writerUrl = new aws.lambda.FunctionUrl(`${renderer.name}Url`, {
  functionName: writer.arn,
  authorizationType: "AWS_IAM",
});
const writerAccess = new aws.cloudfront.OriginAccessControl(`${renderer.name}Access`, {
  name: physicalName(renderer.name),
  originAccessControlOriginType: "lambda",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});
const writerOrigin: Origin = {
  originId: renderer.name,
  domainName: writerUrl.functionUrl.apply((url) => new URL(url).hostname),
  originAccessControlId: writerAccess.id,
  customOriginConfig: {
    httpPort: 80,
    httpsPort: HTTPS,
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
  },
};

const pages = {
  ...files(web),
  targetOriginId: PAGES,
  cachePolicyId: pagesCache.id,
  functionAssociations: [{ eventType: "viewer-request", functionArn: pageOf.arn }],
};

const apiBehavior = {
  pathPattern: `${definition.apiPrefix}/*`,
  targetOriginId: API,
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
  cachedMethods: ["GET", "HEAD"],
  compress: true,
  cachePolicyId: apiCache.id,
  originRequestPolicyId: WHOLE_REQUEST,
  responseHeadersPolicyId: apiHeaders.id,
  functionAssociations: [{ eventType: "viewer-request", functionArn: withoutPrefix.arn }],
  lambdaFunctionAssociations: blueprint.edgeFunctions
    .filter(({ behavior }) => behavior === "api")
    .map((fn) => ({
      eventType: fn.event,
      lambdaArn: edgeFunctions.of(fn).nodes.function.qualifiedArn,
    })),
};

export const distribution = new aws.cloudfront.Distribution(name, {
  comment: physicalName(name),
  enabled: true,
  isIpv6Enabled: true,
  httpVersion: "http2and3",
  priceClass: definition.priceClass,
  origins: [...served.flatMap(filesOf), apiOrigin, writerOrigin],
  originGroups: [
    {
      originId: PAGES,
      failoverCriteria: { statusCodes: [...MISSING_STATUSES, ...FAILOVER_STATUSES] },
      members: [{ originId: web.name }, { originId: renderer.name }],
    },
    ...served
      .filter((bucket) => groupOf(bucket) !== bucket.name)
      .map((bucket) => ({
        originId: groupOf(bucket),
        failoverCriteria: { statusCodes: FAILOVER_STATUSES },
        members: [{ originId: bucket.name }, { originId: `${bucket.name}Copy` }],
      })),
  ],
  defaultCacheBehavior: pages,
  orderedCacheBehaviors: [
    apiBehavior,
    ...served.flatMap((bucket) =>
      bucket.servedAt ? [{ ...files(bucket), pathPattern: bucket.servedAt }] : [],
    ),
  ],
  customErrorResponses: NEVER_KEPT_STATUSES.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
  restrictions: { geoRestriction: { restrictionType: "none" } },
  ...(stage.firewall && { webAclId: webAcl(`${name}Firewall`, "cdn").arn }),
  ...(stage.domain && { aliases: [stage.domain.shop] }),
  viewerCertificate:
    stage.domain && hostedZone
      ? {
          acmCertificateArn: certificateFor(name, stage.domain.shop, CERTIFICATE_REGION, hostedZone),
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: definition.minimumTls,
        }
      : { cloudfrontDefaultCertificate: true },
  waitForDeployment: false,
});

// Since October 2025 both rights are needed to call a function by its URL.
// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
for (const action of ["InvokeFunctionUrl", "InvokeFunction"])
  new aws.lambda.Permission(`${renderer.name}${action}`, {
    function: writer.arn,
    action: `lambda:${action}`,
    principal: "cloudfront.amazonaws.com",
    sourceArn: distribution.arn,
    ...(action === "InvokeFunction" && { invokedViaFunctionUrl: true }),
  });

if (stage.domain && hostedZone)
  for (const type of ["A", "AAAA"])
    new aws.route53.Record(`${name}Record${type}`, {
      zoneId: hostedZone.zoneId,
      name: stage.domain.shop,
      type,
      aliases: [
        { name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false },
      ],
    });
