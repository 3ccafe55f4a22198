/** What CloudFront keeps, what it passes on, and what it adds to answers. */
import { blueprint } from "@tradewind/blueprint";
import { physicalName } from "../stage.ts";

const { cdn } = blueprint;

/** AWS's CachingOptimized: files by their path, for as long as they say themselves. */
export const FILES_CACHE = "658327ea-f89d-4fab-a63d-7e88639e58f6";
/** AWS's AllViewerExceptHostHeader: API Gateway knows its own name alone. */
export const WHOLE_REQUEST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/**
 * Keeps nothing of the API that does not say so itself, and then tells requests apart by all that they carry. A policy that
 * kept nothing at all could not pass the Authorization header on.
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
