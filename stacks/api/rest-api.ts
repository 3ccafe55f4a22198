import { blueprint } from "@tradewind/blueprint";
import type { Route } from "@tradewind/blueprint/language/define";
import { gatewayErrors } from "@tradewind/blueprint/ground/gateway";
import { apiStage, snapshotApi } from "./api-stage.ts";
import { functions } from "../functions/functions.ts";
import { gatewayProblem } from "./gateway-problems.ts";
import { liveArn } from "../functions/live-aliases.ts";
import { preflight } from "./preflight.ts";
import { logRetention } from "../stage.ts";

const { api: definition } = blueprint;

export const api = new sst.aws.ApiGatewayV1(definition.name, {
  endpoint: { type: "regional" },
  // The component's own CORS would allow every header and set the default gateway responses, which
  // are set here.
  cors: false,
  accessLog: { retention: logRetention },
  transform: { stage: apiStage, deployment: (args, options) => snapshotApi(args, options, () => gateway) },
});

export const authorizer = api.addAuthorizer({
  name: definition.authorizer.name,
  tokenFunction: functions.of(definition.authorizer.function).arn,
  identitySource: "method.request.header.Authorization",
  ttl: definition.authorizer.ttlSeconds,
});

export const routes = definition.routes.map((route) =>
  api.route(`${route.method} ${route.path}`, liveArn(route), {
    name: route.name,
    ...(needsToken(route) && { auth: { custom: authorizer.id } }),
    transform: {
      method: { requestParameters: cacheParameters(route) },
      integration: {
        timeoutMilliseconds: route.timeoutSeconds * 1000,
        ...(route.cache && { cacheKeyParameters: Object.keys(cacheParameters(route)) }),
      },
    },
  }),
);

/** The parts of the API, besides its routes, that a deployment must contain. */
const gateway = [
  ...Object.entries(gatewayErrors).map(
    ([responseType, code]) =>
      new aws.apigateway.Response(`${definition.name}${responseType}`, {
        restApiId: api.nodes.api.id,
        responseType,
        ...gatewayProblem(code),
      }),
  ),
  ...preflight(definition.routes, routes, api.nodes.api.id),
];

api.deploy();

function needsToken({ auth }: Route): boolean {
  return auth !== "none" && auth !== "optional";
}

/**
 * The parameters of the cache key: the stage cache distinguishes answers only by declared
 * parameters. `true` means that the parameter is required.
 */
function cacheParameters({ cache, path }: Route): Record<string, boolean> {
  if (!cache) return {};
  return {
    ...Object.fromEntries(
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [`method.request.path.${name}`, true]),
    ),
    ...Object.fromEntries(cache.query.map((name) => [`method.request.querystring.${name}`, false])),
  };
}
