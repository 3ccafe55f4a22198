import type { Route } from "@tradewind/blueprint/language/define";
import { act } from "@tradewind/commerce/staff";
import type { EndpointAnswer, EndpointInput } from "./endpoint.ts";
import { endpoint } from "./index.ts";
import { asDomainError } from "./problem.ts";

/**
 * The endpoint of a staff route. It checks the caller again and writes each change to the audit
 * log.
 */
export function staffEndpoint<R extends Route>(
  route: R,
  run: (input: EndpointInput<R>) => EndpointAnswer<R>,
) {
  const { auth, name: action, method } = route;
  if (typeof auth !== "object") throw new Error(`${action} is not a route for staff.`);
  return endpoint(route, (input) => {
    const target = { ...(input.params as Record<string, string> | undefined) };
    const { groups, permission } = auth;
    const doing = { action, target, groups, permission, changes: method !== "GET" };
    return act(
      input.ctx,
      input.caller,
      doing,
      () => run(input),
      (error) => asDomainError(error).code,
    );
  });
}
