import { blueprint } from "@tradewind/blueprint";
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from "aws-lambda";

/** What the verifier knows of a token's owner. */
interface Principal {
  sub: string;
  groups: readonly string[];
}

/**
 * The Lambda authorizer: who the token speaks for, and every route they may call. The gateway caches the policy by token
 * and uses it for all routes, so it must not be about the one that happened to be called first.
 */
export function authorizer(verify: (token: string) => Promise<Principal | undefined>) {
  return async (event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
    const token = /^Bearer ([A-Za-z0-9._-]+)$/.exec(event.authorizationToken)?.[1];
    const principal = token === undefined ? undefined : await verify(token);
    // API Gateway answers 401 for exactly this message, and 500 for any other.
    if (!principal) throw new Error("Unauthorized");
    return {
      principalId: principal.sub,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Action: "execute-api:Invoke",
            Effect: "Allow",
            Resource: allowedRoutes(principal).map((route) => `${apiArn(event.methodArn)}/${route}`),
          },
        ],
      },
      context: { sub: principal.sub, groups: principal.groups.join(",") },
    };
  };
}

/** `arn:aws:execute-api:region:account:api/stage` of `…/GET/cart`. */
const apiArn = (methodArn: string) => methodArn.split("/", 2).join("/");

/** `METHOD/path` with wildcards for the parameters. */
function allowedRoutes(principal: Principal): string[] {
  return blueprint.api.routes
    .filter(
      ({ auth }) =>
        auth === "signed-in" ||
        (typeof auth === "object" && auth.groups.some((group) => principal.groups.includes(group))),
    )
    .map(({ method, path }) => `${method}${path.replaceAll(/\{[^}]+\}/g, "*")}`);
}
