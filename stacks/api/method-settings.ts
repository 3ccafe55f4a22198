import { blueprint } from "@tradewind/blueprint";
import type { Route } from "@tradewind/blueprint/language/define";
import { stage } from "../stage.ts";
import { api } from "./rest-api.ts";

/**
 * The name of a method in API Gateway's stage settings: the path, with all its slashes escaped, and
 * the verb.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PatchOperation.html
 */
const methodPath = ({ path, method }: Route) => `${path.replaceAll("/", "~1")}/${method}`;

const at = { restApi: api.nodes.api.id, stageName: blueprint.api.stage };
const afterStage = { dependsOn: api.nodes.stage ? [api.nodes.stage] : [] };

const OBSERVED = { metricsEnabled: true, loggingLevel: "ERROR", dataTraceEnabled: false } as const;

/** The settings of the whole API, with its request limit. */
new aws.apigateway.MethodSettings(
  `${blueprint.api.name}Settings`,
  {
    ...at,
    methodPath: "*/*",
    settings: {
      ...OBSERVED,
      throttlingRateLimit: blueprint.api.throttle.rate,
      throttlingBurstLimit: blueprint.api.throttle.burst,
      cachingEnabled: false,
    },
  },
  afterStage,
);

for (const route of blueprint.api.routes)
  new aws.apigateway.MethodSettings(
    `${route.name}Settings`,
    {
      ...at,
      methodPath: methodPath(route),
      settings: {
        ...OBSERVED,
        throttlingRateLimit: route.throttle.rate,
        throttlingBurstLimit: route.throttle.burst,
        ...cacheSettings(route),
      },
    },
    afterStage,
  );

function cacheSettings({ cache }: Route) {
  if (!cache || !stage.apiCacheGb) return { cachingEnabled: false };
  return {
    cachingEnabled: true,
    cacheTtlInSeconds: cache.ttlSeconds,
    cacheDataEncrypted: true,
    // A caller without permission to bypass the cache gets the cached answer, not an error.
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITHOUT_RESPONSE_HEADER",
  };
}
