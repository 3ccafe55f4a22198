import type { Route } from "@tradewind/blueprint/define";
import * as Audit from "@tradewind/commerce/audit";
import { endpoint } from "@tradewind/lambda-kit";
import type { EndpointAnswer, EndpointInput } from "@tradewind/lambda-kit/endpoint";
import { asDomainError } from "@tradewind/lambda-kit/problem";

/** The endpoint of a route for staff: who calls is checked once more, and each change is in the audit log. */
export function staffEndpoint<R extends Route>(
  route: R,
  run: (input: EndpointInput<R>) => EndpointAnswer<R>,
) {
  const { auth, name: action, method } = route;
  if (typeof auth !== "object") throw new Error(`${action} is not a route for staff.`);
  return endpoint(route, (input) => {
    const target = { ...(input.params as object | undefined) };
    const { groups, permission } = auth;
    const doing = { action, target, groups, permission, changes: method !== "GET" };
    return Audit.act(
      input.ctx,
      input.caller,
      doing,
      () => run(input),
      (error) => asDomainError(error).code,
    );
  });
}
