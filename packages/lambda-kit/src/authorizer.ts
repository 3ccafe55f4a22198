import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from "aws-lambda";
import type { AuthRule, Checkout } from "@tradewind/blueprint/language/access";
import { routes } from "@tradewind/blueprint/routes";
import type { Principal } from "@tradewind/commerce/platform/context";
import { encodedContact } from "./contact.ts";

/**
 * The Lambda authorizer. Its policy names the token's owner and every route that the owner may
 * call. The gateway caches the policy by token for all routes, so it must not depend on the
 * requested route.
 */
export function authorizer(
  verify: (token: string) => Promise<Principal | undefined>,
  checkout: () => Checkout,
) {
  return async (event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
    const token = /^Bearer ([A-Za-z0-9._-]+)$/.exec(event.authorizationToken)?.[1];
    const principal = token === undefined ? undefined : await verify(token);
    // API Gateway answers 401 for exactly this message, and 500 for any other.
    if (!principal) throw new Error("Unauthorized");
    const { sub, groups, family, enrolled, mfa, scopes = [], requestsPerMinute = 0, contact } = principal;
    const allowed = routes.filter(({ auth }) => allows(auth, principal, checkout()));
    return {
      principalId: sub,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Action: "execute-api:Invoke",
            Effect: "Allow",
            // `METHOD/path`, with wildcards in place of parameters.
            Resource: allowed.map(
              ({ method, path }) =>
                `${apiArn(event.methodArn)}/${method}${path.replaceAll(/\{[^}]+\}/g, "*")}`,
            ),
          },
        ],
      },
      context: {
        sub,
        groups: groups.join(","),
        family,
        enrolled,
        mfa,
        scopes: scopes.join(","),
        requestsPerMinute,
        ...(contact && { contact: encodedContact(contact) }),
      },
    };
  };
}

/** Cuts the method and path off: `arn:aws:execute-api:region:account:api/stage`. */
const apiArn = (methodArn: string) => methodArn.split("/", 2).join("/");

function allows(auth: AuthRule, { groups, mfa, kind, scopes }: Principal, checkout: Checkout): boolean {
  switch (auth) {
    case "none":
    case "optional":
      return false;
    case "signed-in":
      return kind !== "api-key";
    case "account":
      return kind === "account";
    case "signed-in-mfa":
      return kind !== "api-key" && (mfa || checkout !== "mfa");
    default:
      if (kind === "api-key") return scopes?.some((scope) => scope === auth.permission) ?? false;
      return mfa && auth.groups.some((group) => groups.includes(group));
  }
}
