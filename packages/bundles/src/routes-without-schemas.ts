import type { Plugin } from "esbuild";
import { routes } from "@tradewind/blueprint/routes";

/** Functions need only these members of routes that are not their own: the rules of access. */
const ROUTES = JSON.stringify(routes.map(({ method, path, auth }) => ({ method, path, auth })));

/**
 * The authorizer needs a list of all routes. This plugin leaves out the schemas and descriptions of
 * their requests and answers.
 */
export const routesWithoutSchemas: Plugin = {
  name: "routes-without-schemas",
  setup(bundling) {
    bundling.onResolve({ filter: /^@tradewind\/blueprint\/routes$/ }, ({ path }) => ({
      path,
      namespace: "routes-without-schemas",
    }));
    bundling.onLoad({ filter: /.*/, namespace: "routes-without-schemas" }, () => ({
      contents: `export const routes = ${ROUTES};`,
      loader: "js",
    }));
  },
};
