/** Planted violations of the checks of CloudFront and the stage's names. */
import * as cdn from "./checks/cdn.ts";
import * as firewall from "./checks/firewall.ts";
import * as site from "./checks/site.ts";
import { find, remove, rewrite, set, type Violation } from "./planting.ts";

export const cdnViolations: readonly Violation[] = [
  {
    check: site.siteFiles,
    change: set("SiteFile/favicon.svg", { contentType: undefined }),
    says: "The file of the site favicon.svg should be",
  },
  {
    check: site.siteBuilds,
    change: set("WebLifecycle", { rules: [] }),
    says: "Kept pages do not expire.",
  },
  {
    check: site.renderer,
    change: set("RenderPageInvokeFunctionUrl", {
      sourceArn: "arn:aws:cloudfront::000000000000:distribution/*",
    }),
    says: "CloudFront cannot call the renderer's URL.",
  },
  {
    check: site.pagesForEverybody,
    change: rewrite(
      "CdnPagesCache",
      "parametersInCacheKeyAndForwardedToOrigin",
      '"cookieBehavior":"none"',
      '"cookieBehavior":"all"',
    ),
    says: "Cdn may give one visitor's page to another.",
  },
  {
    check: cdn.distributions,
    change: set("RenderPageUrl", { authorizationType: "NONE" }),
    says: "RenderPageUrl, open to anybody",
  },
  {
    check: site.releaseOrder,
    change: (graph) => find(graph, "CdnPageOf").after.splice(0),
    says: "CdnPageOf does not wait for PageHeaders.",
  },
  {
    check: site.errorsNotKept,
    change: rewrite("Cdn", "customErrorResponses", '"errorCachingMinTtl":0', '"errorCachingMinTtl":10'),
    says: "Cdn keeps errors with status 400.",
  },
  {
    check: cdn.distributions,
    change: remove("CdnAccess"),
    says: "The distribution Cdn should be",
  },
  {
    check: cdn.distributions,
    change: set("Cdn", { webAclId: undefined }),
    says: "The distribution Cdn should be",
  },
  {
    check: cdn.overHttps,
    change: set("Cdn", { "defaultCacheBehavior.viewerProtocolPolicy": "allow-all" }),
    says: "Cdn serves /* without TLS.",
  },
  {
    check: cdn.overHttps,
    change: rewrite("Cdn", "origins", "https-only", "http-only"),
    says: "Cdn connects to Api without TLS.",
  },
  {
    check: cdn.cachedAnswers,
    change: rewrite("CdnApiCache", "parametersInCacheKeyAndForwardedToOrigin", "Authorization", "Accept"),
    says: "Cdn may give one customer's answer to another.",
  },
  {
    check: cdn.records,
    change: remove("ApiStandbyRecord"),
    says: "The record api.tradewind.example A should be",
  },
  {
    check: cdn.records,
    change: set("ApiRecord", { healthCheckId: undefined }),
    says: "The record api.tradewind.example A should be",
  },
  {
    check: cdn.certificates,
    change: set("CdnCertificate", { region: "us-west-2" }),
    says: "The certificate Cdn should be",
  },
  {
    check: cdn.apiNames,
    change: set("ApiDomain", { securityPolicy: "TLS_1_0" }),
    says: "The API's name ApiDomain should be",
  },
  {
    check: cdn.apiNames,
    change: set("StandbyAnswer", { statusCode: "200" }),
    says: "The API's name ApiStandbyDomain should be",
  },
  {
    check: cdn.health,
    change: set("ApiHealth", { resourcePath: "/" }),
    says: "The home region has no health check.",
  },
  {
    check: cdn.health,
    change: remove("ApiUnhealthy"),
    says: "The health check ApiHealth has no alarm on HealthCheckStatus.",
  },
  {
    check: cdn.usagePlans,
    change: set("Partners", { "throttleSettings.rateLimit": 5000 }),
    says: "The usage plan tradewind-production-Partners should be",
  },
  {
    check: firewall.firewalls,
    change: set("CdnFirewall", { scope: "REGIONAL" }),
    says: "The firewall CdnFirewall should be",
  },
  {
    check: firewall.firewalls,
    change: rewrite("CdnFirewall", "rules", '"responseCode":429', '"responseCode":403'),
    says: "403, again after 60 s",
  },
  {
    check: firewall.firewalls,
    change: rewrite("CdnFirewall", "rules", '"searchString":"/images/"', '"searchString":"/"'),
    says: 'not path STARTS_WITH /assets/ or path STARTS_WITH /","RequestRate',
  },
  {
    check: firewall.firewalls,
    change: rewrite("Firewall", "rules", /"searchString":"value-of-[^"]+"/g, '"searchString":"x"'),
    says: "x-cdn-proof EXACTLY x",
  },
];
