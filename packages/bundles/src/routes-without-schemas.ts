import type { Plugin } from "esbuild";
import { sessionlessRoutes } from "@tradewind/blueprint/derived/sessionless";
import { routes } from "@tradewind/blueprint/routes";

const asModule = (name: string, value: unknown) => `export const ${name} = ${JSON.stringify(value)};`;

/**
 * Modules that read all routes, as the constants that functions need of them. Functions need only
 * the rules of access of routes that are not their own.
 */
const MODULES: Readonly<Record<string, string>> = {
  "@tradewind/blueprint/routes": asModule(
    "routes",
    routes.map(({ method, path, auth }) => ({ method, path, auth })),
  ),
  "@tradewind/blueprint/derived/sessionless": asModule("sessionlessRoutes", sessionlessRoutes),
};

/**
 * The authorizer and the edge need lists of routes. This plugin leaves out the schemas and
 * descriptions of their requests and answers.
 */
export const routesWithoutSchemas: Plugin = {
  name: "routes-without-schemas",
  setup(bundling) {
    const namespace = "routes-without-schemas";
    bundling.onResolve({ filter: /^@tradewind\/blueprint\// }, ({ path }) =>
      Object.hasOwn(MODULES, path) ? { path, namespace } : undefined,
    );
    bundling.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: MODULES[path] ?? "",
      loader: "js",
    }));
  },
};
