import { LONGEST_INTEGRATION_MS, type RestApi, type RestRoute } from "./rest-api.ts";

/**
 * Refuses an API that AWS would refuse to deploy, or that would not do what its author meant.
 * Throws an Error that names the route and the fix.
 */
export function checkRestApi(api: RestApi): void {
  for (const [name, authorizer] of Object.entries(api.authorizers)) {
    requireWithin(`ttlSeconds of authorizer ${name}`, authorizer.ttlSeconds, 0, 3600);
    if (authorizer.type === "TOKEN" && !/^method\.request\.header\.[\w-]+$/.test(authorizer.identitySource)) {
      throw new Error(
        `Authorizer ${name} is of type TOKEN: its identitySource is one header, method.request.header.<Name>.`,
      );
    }
    if (authorizer.type === "REQUEST" && authorizer.ttlSeconds > 0 && authorizer.identitySource === "") {
      throw new Error(
        `Authorizer ${name} caches its policies: name an identitySource, or set ttlSeconds to 0.`,
      );
    }
  }
  const seen = new Map<string, string>();
  for (const route of api.routes) {
    const key = `${route.method} ${route.path}`;
    const other = seen.get(key);
    if (other) throw new Error(`Routes ${other} and ${route.name} are both ${key}.`);
    seen.set(key, route.name);
    checkRoute(api, route);
  }
}

function checkRoute(api: RestApi, route: RestRoute): void {
  if (!route.path.startsWith("/") || (route.path !== "/" && route.path.endsWith("/"))) {
    throw new Error(`The path of route ${route.name} begins with a slash and does not end with one.`);
  }
  if (route.authorizer !== "none" && !Object.hasOwn(api.authorizers, route.authorizer)) {
    throw new Error(
      `Route ${route.name} names the authorizer ${route.authorizer}, which the API does not have.`,
    );
  }
  if (route.timeoutMs !== undefined) {
    requireWithin(`timeoutMs of route ${route.name}`, route.timeoutMs, 50, LONGEST_INTEGRATION_MS);
  }
  if (route.cache) checkCache(route, route.cache);
}

function checkCache(route: RestRoute, cache: NonNullable<RestRoute["cache"]>): void {
  requireWithin(`cache.ttlSeconds of route ${route.name}`, cache.ttlSeconds, 1, 3600);
  if (route.method !== "GET") throw new Error(`Route ${route.name} is cached: only GET answers are.`);
  if (cache.perPrincipal && route.authorizer === "none") {
    throw new Error(`Route ${route.name} caches per principal, but has no authorizer.`);
  }
  const declared = cache.keys.path ?? [];
  for (const [, name] of route.path.matchAll(/\{([^}+]+)\+?\}/g)) {
    if (name !== undefined && !declared.includes(name)) {
      throw new Error(
        `Route ${route.name} is cached without its path parameter: AWS would answer every {${name}} alike. ` +
          `Add "${name}" to cache.keys.path.`,
      );
    }
  }
}

function requireWithin(what: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) throw new Error(`${what} is ${value}, not ${least} to ${most}.`);
}
