import type { Blueprint } from "@tradewind/blueprint";
import type { Route } from "@tradewind/blueprint/language/define";
import type { RestApi, RestRoute } from "@tradewind/local-cloud";
import { cors } from "@tradewind/blueprint/ground/gateway";
import { gatewayProblems } from "./gateway-problems.ts";
import { webAcl } from "./web-acl.ts";

/** The blueprint's HTTP API as a configuration of API Gateway. */
export function restApi({ api, firewall }: Blueprint): RestApi {
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
    gatewayResponses: gatewayProblems,
    cors,
    waf: webAcl(firewall),
  };
}

function restRoute(route: Route, authorizer: string): RestRoute {
  const open = route.auth === "none" || route.auth === "optional";
  return {
    name: route.name,
    method: route.method,
    path: route.path,
    function: route.name,
    authorizer: open ? "none" : authorizer,
    timeoutMs: route.timeoutSeconds * 1000,
    throttle: route.throttle,
    ...(route.cache && {
      cache: {
        ttlSeconds: route.cache.ttlSeconds,
        keys: { path: pathParameters(route.path), query: route.cache.query },
      },
    }),
  };
}

function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name ?? "");
}
