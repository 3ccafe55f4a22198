import {
  BROWSER,
  browserHeader,
  cookieValues,
  refreshCookie,
} from "@tradewind/blueprint/ground/browser-session";
import type { Group } from "@tradewind/blueprint/language/define";
import type { Actor } from "@tradewind/commerce/platform/context";
import type { APIGatewayProxyEvent } from "aws-lambda";

/** The sender of a request, from its headers and the authorizer. */
export interface Caller {
  /** The IP address of the sender. */
  address: string;
  /** Empty when there is none. */
  accessToken: string;
  /** True for the shop's own pages, whose tokens are in cookies. */
  browser: boolean;
  /** Refresh token of a browser's session; empty when there is none. */
  refreshToken: string;
  groups: Group[];
  /** Id of the sign-in that the access token descends from. */
  family: string;
  /** `enrolled`: the account has a second factor. `mfa`: the session passed it. */
  enrolled: boolean;
  mfa: boolean;
  /** API keys only: the scopes of the key, and its limit of requests per minute. */
  scopes: readonly string[];
  requestsPerMinute: number;
}

/** The authorizer has verified the token; its context arrives as strings. */
export function callerOf({ requestContext, headers }: APIGatewayProxyEvent): Caller {
  const principal = requestContext.authorizer;
  const { authorization = "", cookie = "", [browserHeader]: client } = lowerCased(headers);
  const browser = client === BROWSER;
  return {
    address: requestContext.identity.sourceIp,
    accessToken: principal ? authorization.replace(/^Bearer /, "") : "",
    browser,
    refreshToken: (browser && cookieValues([cookie], refreshCookie)[0]) || "",
    groups: splitList(principal?.["groups"]) as Group[],
    family: String(principal?.["family"] ?? ""),
    enrolled: principal?.["enrolled"] === "true",
    mfa: principal?.["mfa"] === "true",
    scopes: splitList(principal?.["scopes"]),
    requestsPerMinute: Number(principal?.["requestsPerMinute"] ?? 0),
  };
}

const splitList = (value: unknown) => (typeof value === "string" ? value : "").split(",").filter(Boolean);

export function actorOf(event: APIGatewayProxyEvent): Actor {
  const id: unknown = event.requestContext.authorizer?.["sub"];
  const { address, groups, scopes } = callerOf(event);
  if (typeof id !== "string") return { kind: "anonymous", id: address };
  return {
    kind: scopes.length > 0 || groups.some((group) => group !== "customer") ? "staff" : "customer",
    id,
  };
}

export function lowerCased(headers: APIGatewayProxyEvent["headers"]): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
