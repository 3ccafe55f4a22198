import { blueprint } from "@tradewind/blueprint";
import { needsToken, pathParametersOf } from "@tradewind/blueprint/derived/routes";
import type { Route } from "@tradewind/blueprint/language/define";
import { functions } from "../functions/functions.ts";
import { liveArn } from "../functions/live-aliases.ts";
import { logRetention } from "../stage.ts";
import { apiStage, snapshotApi } from "./api-stage.ts";
import { gatewayResponse } from "./gateway-problems.ts";
import { preflight } from "./preflight.ts";

const { api: definition } = blueprint;

export const api = new sst.aws.ApiGatewayV1(definition.name, {
  endpoint: { type: "regional" },
  // The component's own CORS would allow every header and set the default gateway responses, which
  // are set here.
  cors: false,
  accessLog: { retention: logRetention },
  transform: { stage: apiStage, deployment: (args, options) => snapshotApi(args, options, () => gateway) },
});

const authorizer = api.addAuthorizer({
  name: definition.authorizer.name,
  tokenFunction: functions.of(definition.authorizer.function).arn,
  identitySource: "method.request.header.Authorization",
  ttl: definition.authorizer.ttlSeconds,
});

const routes = definition.routes.map((route) =>
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
  ...Object.entries(blueprint.gateway.errors).map(
    ([responseType, code]) =>
      new aws.apigateway.Response(`${definition.name}${responseType}`, {
        restApiId: api.nodes.api.id,
        responseType,
        ...gatewayResponse(code),
      }),
  ),
  ...preflight(definition.routes, routes, api.nodes.api.id),
];

api.deploy();

/**
 * The parameters of the cache key: the stage cache distinguishes answers only by declared
 * parameters. `true` means that the parameter is required.
 */
function cacheParameters(route: Route): Record<string, boolean> {
  if (!route.cache) return {};
  return {
    ...Object.fromEntries(pathParametersOf(route).map((name) => [`method.request.path.${name}`, true])),
    ...Object.fromEntries(route.cache.query.map((name) => [`method.request.querystring.${name}`, false])),
  };
}
