/**
 * A browser's session: tokens in cookies that scripts cannot read, and a header by which each change proves that it comes
 * from the shop's own pages. derived/admission.ts judges the requests.
 */
import type { BrowserSession } from "../language/edge.ts";

/**
 * The prefix lets browsers take them over TLS from this very host alone, for all paths, so that no subdomain can put its
 * own in their place. https://www.rfc-editor.org/rfc/rfc6265bis
 */
export const accessCookie = "__Host-session";
export const refreshCookie = "__Host-refresh";

/** Sent by the shop's own pages. A page of another origin cannot add it: the API's CORS rules do not name it. */
export const browserHeader = "x-tradewind-client";
export const BROWSER = "browser";

/** The host that the browser asked: CloudFront asks the API under another name. Only a viewer function sets it. */
export const siteHeader = "x-forwarded-host";

export const browserSession: BrowserSession = {
  accessCookie,
  refreshCookie,
  browserHeader,
  siteHeader,
};

/** Every value of a cookie; names are compared with their case, as `__host-` promises nothing. */
export function cookieValues(headers: readonly string[], name: string): string[] {
  return headers
    .flatMap((header) => header.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** As the browser keeps it: scripts do not see it, and no other site's request carries it. */
export const sessionCookie = (name: string, value: string, maxAgeSeconds: number) =>
  `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; Secure; SameSite=Strict`;
