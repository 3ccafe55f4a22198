/** CloudFront's policies for caching and for forwarding requests. */
import { blueprint } from "@tradewind/blueprint";
import { physicalName } from "../stage.ts";

const { browserSession, cdn } = blueprint;

/** AWS's policy CachingOptimized: caches files by path, for the time in their own headers. */
export const FILES_CACHE = "658327ea-f89d-4fab-a63d-7e88639e58f6";
/** AWS's policy AllViewerExceptHostHeader: API Gateway accepts only its own host name. */
export const WHOLE_REQUEST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** Pages are for everybody: they depend on address and query only, and no cookie goes further. */
export const pagesCache = new aws.cloudfront.CachePolicy(`${cdn.name}PagesCache`, {
  name: physicalName(`${cdn.name}PagesCache`),
  minTtl: 0,
  defaultTtl: 0,
  maxTtl: 86_400,
  parametersInCacheKeyAndForwardedToOrigin: {
    headersConfig: { headerBehavior: "whitelist", headers: { items: [browserSession.siteHeader] } },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "all" },
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  },
});

/**
 * Caches only answers that ask for it, for at most a second, and distinguishes requests by their
 * listed headers, cookies and query. A policy without any caching cannot forward the Authorization
 * header.
 */
export const apiCache = new aws.cloudfront.CachePolicy(`${cdn.name}ApiCache`, {
  name: physicalName(`${cdn.name}ApiCache`),
  minTtl: 0,
  defaultTtl: 0,
  maxTtl: 1,
  parametersInCacheKeyAndForwardedToOrigin: {
    headersConfig: {
      headerBehavior: "whitelist",
      headers: { items: ["Authorization", "Origin", ...cdn.visitorHeaders] },
    },
    cookiesConfig: { cookieBehavior: "all" },
    queryStringsConfig: { queryStringBehavior: "all" },
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  },
});
