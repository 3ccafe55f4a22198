import type { APIGatewayProxyEvent } from "aws-lambda";
import {
  BROWSER,
  browserHeader,
  cookieValues,
  guestCartCookie,
  refreshCookie,
} from "@tradewind/blueprint/ground/browser-session";
import type { Group } from "@tradewind/blueprint/language/access";
import type { Actor, Contact } from "@tradewind/commerce/platform/context";
import { decodedContact } from "./contact.ts";

/** The sender of a request, as the authorizer and the gateway describe it. */
export interface Caller {
  /** IP address of the sender. */
  address: string;
  /** Empty for a request without a token. */
  accessToken: string;
  /** True for the shop's own pages, whose tokens are in cookies. */
  browser: boolean;
  /** The refresh token of a browser's session, or empty. */
  refreshToken: string;
  /** The token of a guest's cart that a browser keeps in a cookie, or empty. */
  guestCart: string;
  groups: Group[];
  /** The sign-in from which the access token descends. */
  family: string;
  /** The address of the account; absent for a guest. */
  contact: Contact | undefined;
  /** The account has a second factor. */
  enrolled: boolean;
  /** This session passed the second factor. */
  mfa: boolean;
  /** Permissions of an API key. */
  scopes: readonly string[];
  /** Request limit of an API key. */
  requestsPerMinute: number;
}

/** Reads the caller from the authorizer's context, whose values are strings. */
export function callerOf({ requestContext, headers }: APIGatewayProxyEvent): Caller {
  const principal = requestContext.authorizer;
  const { authorization = "", cookie = "", [browserHeader]: client } = lowerCased(headers);
  const browser = client === BROWSER;
  return {
    address: requestContext.identity.sourceIp,
    accessToken: principal ? authorization.replace(/^Bearer /, "") : "",
    browser,
    refreshToken: (browser && cookieValues([cookie], refreshCookie)[0]) || "",
    guestCart: (browser && cookieValues([cookie], guestCartCookie)[0]) || "",
    groups: splitList(principal?.["groups"]) as Group[],
    family: String(principal?.["family"] ?? ""),
    enrolled: principal?.["enrolled"] === "true",
    mfa: principal?.["mfa"] === "true",
    scopes: splitList(principal?.["scopes"]),
    requestsPerMinute: Number(principal?.["requestsPerMinute"] ?? 0),
    contact: decodedContact(principal?.["contact"]),
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
