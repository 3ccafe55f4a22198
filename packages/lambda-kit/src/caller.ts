import {
  BROWSER,
  browserHeader,
  cookieValues,
  refreshCookie,
} from "@tradewind/blueprint/ground/browser-session";
import type { Group } from "@tradewind/blueprint/language/define";
import type { Actor } from "@tradewind/commerce/platform/context";
import type { APIGatewayProxyEvent } from "aws-lambda";

/** Who sent a request, as far as the door knows. */
export interface Caller {
  /** The address it came from. */
  address: string;
  /** Empty without one. */
  accessToken: string;
  /** It is the shop's own pages, whose tokens are in cookies. */
  browser: boolean;
  /** Of a browser's session; empty without one. */
  refreshToken: string;
  groups: Group[];
  /** Which sign-in the access token descends from. */
  family: string;
  /** A second factor is on, and this session passed it. */
  enrolled: boolean;
  mfa: boolean;
  /** Of an integration's key: what it may do, and how often a minute. */
  scopes: readonly string[];
  requestsPerMinute: number;
}

/** The authorizer verified the token; its context arrives as strings. */
export function callerOf({ requestContext, headers }: APIGatewayProxyEvent): Caller {
  const principal = requestContext.authorizer;
  const { authorization = "", cookie = "", [browserHeader]: client } = lowerCased(headers);
  const browser = client === BROWSER;
  return {
    address: requestContext.identity.sourceIp,
    accessToken: principal ? authorization.replace(/^Bearer /, "") : "",
    browser,
    refreshToken: (browser && cookieValues([cookie], refreshCookie)[0]) || "",
    groups: listed(principal?.["groups"]) as Group[],
    family: String(principal?.["family"] ?? ""),
    enrolled: principal?.["enrolled"] === "true",
    mfa: principal?.["mfa"] === "true",
    scopes: listed(principal?.["scopes"]),
    requestsPerMinute: Number(principal?.["requestsPerMinute"] ?? 0),
  };
}

const listed = (value: unknown) => (typeof value === "string" ? value : "").split(",").filter(Boolean);

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
