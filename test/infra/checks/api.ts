/**
 * Compares the HTTP API of a stage with the blueprint's: routes, functions, authorizer, limits,
 * cache.
 */
import { blueprint } from "@tradewind/blueprint";
import { cors, gatewayErrors } from "@tradewind/blueprint/ground/gateway";
import { LIVE_ALIAS, type Route } from "@tradewind/blueprint/language/define";
import { errorCodes, httpStatus } from "@tradewind/blueprint/language/errors";
import type { GraphResource } from "../harness/graph.ts";
import { type Check, compare, type Deployment, nameOf } from "./deployment.ts";

const FUNCTION_ARN = /functions\/(arn:[^/]+)\/invocations$/;

/** Paths by the id of their resource. */
function pathsOf(deployment: Deployment): Map<string, string> {
  const parts = new Map(
    deployment
      .inHome("apigateway/resource")
      .map(({ name, props }) => [
        `${name}-id`,
        { parent: String(props["parentId"]), part: String(props["pathPart"]) },
      ]),
  );
  const pathOf = (id: string): string => {
    const at = parts.get(id);
    return at ? `${pathOf(at.parent)}/${at.part}` : "";
  };
  return new Map([...parts.keys()].map((id) => [id, pathOf(id)]));
}

/** Resources of a type by `METHOD /path`. */
function byMethod(deployment: Deployment, type: string): Map<string, GraphResource> {
  const paths = pathsOf(deployment);
  return new Map(
    deployment
      .inHome(type)
      .map((resource) => [
        `${String(resource.props["httpMethod"])} ${paths.get(String(resource.props["resourceId"]))}`,
        resource,
      ]),
  );
}

const open = ({ auth }: Route) => auth === "none" || auth === "optional";
const keyOf = ({ method, path }: Route) => `${method} ${path}`;

function cacheKeys({ cache, path }: Route): string[] {
  if (!cache) return [];
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `method.request.path.${name}`),
    ...cache.query.map((name) => `method.request.querystring.${name}`),
  ].toSorted();
}

export const routes: Check = {
  rule: "the API has exactly the blueprint's routes, with their function, authorizer, time limit and cache keys",
  problems(deployment) {
    const integrations = byMethod(deployment, "apigateway/integration");
    const wanted = new Map(
      blueprint.api.routes.map((route) => [
        keyOf(route),
        {
          function: route.name,
          version: releasesGradually(deployment) ? LIVE_ALIAS : "newest",
          authorizer: open(route) ? "none" : blueprint.api.authorizer.name,
          timeoutMs: route.timeoutSeconds * 1000,
          cacheKeys: cacheKeys(route),
        },
      ]),
    );
    const found = new Map<string, unknown>();
    for (const [key, method] of byMethod(deployment, "apigateway/method")) {
      if (key.startsWith("OPTIONS ")) continue;
      const integration = integrations.get(key)?.props ?? {};
      const keys = (integration["cacheKeyParameters"] ?? []) as string[];
      found.set(key, {
        ...calledBy(deployment, FUNCTION_ARN.exec(String(integration["uri"]))?.[1] ?? ""),
        authorizer: authorizerOf(deployment, method),
        timeoutMs: integration["timeoutMilliseconds"],
        cacheKeys: keys.toSorted(),
      });
    }
    return compare("route", wanted, found);
  },
};

const releasesGradually = ({ graph, settings }: Deployment) => settings.gradualReleases && !graph.dev;

/** The function behind an ARN and its version. The ARN ends in the version's name. */
function calledBy(deployment: Deployment, arn: string) {
  const [, own = "", alias] = /^((?:[^:]+:){6}[^:]+)(?::(.+))?$/.exec(arn) ?? [];
  const version =
    alias === undefined ? "newest" : deployment.byArn(arn) ? alias : `${alias}, which is not there`;
  return { function: deployment.nameOf(own), version };
}

function authorizerOf(deployment: Deployment, { props }: GraphResource): string {
  if (props["authorization"] === "NONE") return "none";
  const authorizer = deployment
    .of("apigateway/authorizer")
    .find(({ name }) => `${name}-id` === props["authorizerId"]);
  return String(authorizer?.props["name"]);
}

export const cacheKeyParameters: Check = {
  rule: "a method declares every parameter of its integration's cache key",
  problems(deployment) {
    const methods = byMethod(deployment, "apigateway/method");
    return [...byMethod(deployment, "apigateway/integration")].flatMap(([key, { props }]) => {
      const declared = methods.get(key)?.props["requestParameters"] ?? {};
      return ((props["cacheKeyParameters"] ?? []) as string[])
        .filter((parameter) => !Object.hasOwn(declared, parameter))
        .map(
          (parameter) =>
            `The route ${key} keys its cache by ${parameter}, which its method does not declare.`,
        );
    });
  },
};

export const methodSettings: Check = {
  rule: "every route has its own throttle and cache time, and the API has its own",
  problems(deployment) {
    const cached = deployment.settings.apiCacheGb !== undefined;
    const wanted = new Map<string, unknown>(
      blueprint.api.routes.map((route) => [
        `${route.path.replaceAll("/", "~1")}/${route.method}`,
        {
          ...route.throttle,
          ttl: cached && route.cache ? route.cache.ttlSeconds : "none",
        },
      ]),
    );
    wanted.set("*/*", { ...blueprint.api.throttle, ttl: "none" });
    const found = new Map(
      deployment.of("apigateway/methodSettings").map(({ props }) => {
        const settings = props["settings"] as Record<string, unknown>;
        return [
          String(props["methodPath"]),
          {
            rate: settings["throttlingRateLimit"],
            burst: settings["throttlingBurstLimit"],
            ttl: settings["cachingEnabled"] === true ? settings["cacheTtlInSeconds"] : "none",
          },
        ];
      }),
    );
    return compare("throttle", wanted, found);
  },
};

export const authorizers: Check = {
  rule: "the authorizer reads the Authorization header, and its decisions are cached for the blueprint's time",
  problems(deployment) {
    const { authorizer } = blueprint.api;
    const wanted = new Map([
      [
        authorizer.name,
        {
          type: "TOKEN",
          source: "method.request.header.Authorization",
          ttl: authorizer.ttlSeconds,
          function: authorizer.function.name,
        },
      ],
    ]);
    const found = new Map(
      deployment.of("apigateway/authorizer").map(({ props }) => [
        String(props["name"]),
        {
          type: props["type"],
          source: props["identitySource"],
          ttl: props["authorizerResultTtlInSeconds"],
          function: deployment.nameOf(FUNCTION_ARN.exec(String(props["authorizerUri"]))?.[1]),
        },
      ]),
    );
    return compare("authorizer", wanted, found);
  },
};

export const invocations: Check = {
  rule: "the API may call only its routes' functions and its authorizer, CloudFront only the renderer, and a user pool only its trigger",
  problems(deployment) {
    const version = releasesGradually(deployment) ? ` at ${LIVE_ALIAS}` : "";
    const { routes, authorizer } = blueprint.api;
    const wanted = new Map([
      ...routes.map(({ name }) => [name, `apigateway.amazonaws.com${version}`] as const),
      [authorizer.function.name, "apigateway.amazonaws.com"] as const,
      [blueprint.cdn.pages.renderer.name, "cloudfront.amazonaws.com"] as const,
      ...blueprint.userPools.map(({ preToken }) => [preToken.name, "cognito-idp.amazonaws.com"] as const),
    ]);
    const found = new Map(
      deployment
        .of("lambda/permission")
        .map(({ props: { function: fn, principal, qualifier } }) => [
          deployment.nameOf(fn),
          `${String(principal)}${typeof qualifier === "string" ? ` at ${qualifier}` : ""}`,
        ]),
    );
    return compare("permission to call", wanted, found);
  },
};

export const preflight: Check = {
  rule: "every path answers preflight requests with the blueprint's CORS rules",
  problems(deployment) {
    const wanted = new Map<string, unknown>();
    for (const [path, group] of Map.groupBy(blueprint.api.routes, (route) => route.path)) {
      const methods = [...group.map(({ method }) => method), "OPTIONS"].join(",");
      wanted.set(`OPTIONS ${path}`, {
        origin: `'${cors.origins.join(",")}'`,
        headers: `'${cors.headers.join(",")}'`,
        methods: `'${methods}'`,
      });
    }
    const found = new Map<string, unknown>();
    const responses = byMethod(deployment, "apigateway/methodResponse");
    const integrations = byMethod(deployment, "apigateway/integration");
    const methods = byMethod(deployment, "apigateway/method");
    for (const [key, { props }] of byMethod(deployment, "apigateway/integrationResponse")) {
      if (!responses.has(key) || !integrations.has(key) || !methods.has(key)) continue;
      const parameters = props["responseParameters"] as Record<string, string>;
      found.set(key, {
        origin: parameters["method.response.header.Access-Control-Allow-Origin"],
        headers: parameters["method.response.header.Access-Control-Allow-Headers"],
        methods: parameters["method.response.header.Access-Control-Allow-Methods"],
      });
    }
    return compare("preflight answer", wanted, found);
  },
};

export const gatewayResponses: Check = {
  rule: "the gateway's own errors are problem+json with the blueprint's codes",
  problems(deployment) {
    const wanted = new Map(
      Object.entries(gatewayErrors).map(([type, code]) => [
        type,
        {
          status: String(httpStatus[errorCodes[code][0]]),
          code,
          contentType: "'application/problem+json'",
          sniffing: "'nosniff'",
        },
      ]),
    );
    const found = new Map(
      deployment.inHome("apigateway/response").map(({ props }) => {
        const templates = props["responseTemplates"] as Record<string, string>;
        const parameters = props["responseParameters"] as Record<string, string>;
        const body = JSON.parse(templates["application/json"] ?? "{}") as { code?: string };
        return [
          String(props["responseType"]),
          {
            status: props["statusCode"],
            code: body.code,
            contentType: parameters["gatewayresponse.header.Content-Type"],
            sniffing: parameters["gatewayresponse.header.x-content-type-options"],
          },
        ];
      }),
    );
    return compare("gateway response", wanted, found);
  },
};

export const endpoint: Check = {
  rule: "the API is regional, with one deployed stage and the cache of the stage's settings",
  problems(deployment) {
    const { apiCacheGb } = deployment.settings;
    const wanted = {
      endpoint: "REGIONAL",
      stages: [{ name: blueprint.api.stage, deployed: true, cacheGb: apiCacheGb ?? "none" }],
    };
    const deployments = new Set(deployment.inHome("apigateway/deployment").map(({ name }) => `${name}-id`));
    const found = new Map(
      deployment.inHome("apigateway/restApi").map((api) => [
        nameOf(api),
        {
          endpoint: (api.props["endpointConfiguration"] as { types?: string } | undefined)?.types,
          stages: deployment.inHome("apigateway/stage").map(({ props }) => ({
            name: props["stageName"],
            deployed: deployments.has(String(props["deployment"])),
            cacheGb: props["cacheClusterEnabled"] === true ? props["cacheClusterSize"] : "none",
          })),
        },
      ]),
    );
    return compare("API", new Map([[blueprint.api.name, wanted]]), found);
  },
};

export const apiChecks = [
  endpoint,
  routes,
  cacheKeyParameters,
  methodSettings,
  authorizers,
  invocations,
  preflight,
  gatewayResponses,
];
