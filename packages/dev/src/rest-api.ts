import type { Blueprint } from "@tradewind/blueprint";
import { gatewayProblem } from "@tradewind/blueprint/derived/gateway-problems";
import { needsToken, pathParametersOf } from "@tradewind/blueprint/derived/routes";
import { webAclOf } from "@tradewind/blueprint/derived/web-acl";
import type { Route } from "@tradewind/blueprint/language/define";
import type { RestApi, RestRoute } from "@tradewind/local-cloud";

/** The blueprint's HTTP API as a configuration of API Gateway. */
export function restApi(blueprint: Blueprint): RestApi {
  const { api, gateway } = blueprint;
  const { authorizer } = api;
  return {
    name: api.name,
    stage: api.stage,
    throttle: api.throttle,
    routes: api.routes.map((route) => restRoute(route, authorizer.name)),
    authorizers: {
      [authorizer.name]: {
        function: authorizer.function.name,
        type: "TOKEN",
        identitySource: "method.request.header.Authorization",
        ttlSeconds: authorizer.ttlSeconds,
      },
    },
    gatewayResponses: Object.fromEntries(
      Object.entries(gateway.errors).map(([type, code]) => [type, gatewayProblem(blueprint, code)]),
    ),
    cors: gateway.cors,
    waf: webAclOf(blueprint),
  };
}

function restRoute(route: Route, authorizer: string): RestRoute {
  return {
    name: route.name,
    method: route.method,
    path: route.path,
    function: route.name,
    authorizer: needsToken(route) ? authorizer : "none",
    timeoutMs: route.timeoutSeconds * 1000,
    throttle: route.throttle,
    ...(route.cache && {
      cache: {
        ttlSeconds: route.cache.ttlSeconds,
        keys: { path: pathParametersOf(route), query: route.cache.query },
      },
    }),
  };
}
