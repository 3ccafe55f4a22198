import { routes } from "@tradewind/blueprint/routes";
import type { Plugin } from "esbuild";

/** Who may call what: all that a function asks of routes that are not its own. */
const BARE = JSON.stringify(routes.map(({ method, path, auth }) => ({ method, path, auth })));

/** The authorizer goes through every route: it gets them without the schemas and descriptions of their requests and answers. */
export const bareRoutes: Plugin = {
  name: "bare-routes",
  setup(bundling) {
    bundling.onResolve({ filter: /^@tradewind\/blueprint\/routes$/ }, ({ path }) => ({
      path,
      namespace: "bare-routes",
    }));
    bundling.onLoad({ filter: /.*/, namespace: "bare-routes" }, () => ({
      contents: `export const routes = ${BARE};`,
      loader: "js",
    }));
  },
};
