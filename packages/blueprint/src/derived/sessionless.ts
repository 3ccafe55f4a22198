import type { Route } from "../language/define.ts";
import { routes } from "../routes.ts";

/** The routes that take no session, each as a method and a path without parameters. */
export const sessionlessRoutes: readonly string[] = /* @__PURE__ */ sessionlessOf(routes);

function sessionlessOf(all: readonly Route[]): string[] {
  return all.filter(({ sessionless }) => sessionless).map(({ method, path }) => `${method} ${path}`);
}
