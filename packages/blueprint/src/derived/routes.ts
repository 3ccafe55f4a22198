import type { Route } from "../language/define.ts";

/** API Gateway asks the authorizer about requests of these routes only. */
export const needsToken = ({ auth }: Route) => auth !== "none" && auth !== "optional";

/** The names of a path's parameters: `id` of `/orders/{id}`. */
export const pathParametersOf = ({ path }: Route): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
