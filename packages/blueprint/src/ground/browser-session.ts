/**
 * The session of a browser: tokens in cookies that scripts cannot read, and a header that proves
 * that a change comes from the shop's own pages. derived/admission.ts checks the requests.
 */
import type { BrowserSession } from "../language/edge.ts";

/**
 * With the prefix `__Host-`, browsers accept the cookies only over TLS from this host and for all
 * paths, so no subdomain can replace them. https://www.rfc-editor.org/rfc/rfc6265bis
 */
export const accessCookie = "__Host-session";
export const refreshCookie = "__Host-refresh";
/** The secret of a guest's cart. */
export const guestCartCookie = "__Host-cart";

/**
 * The shop's own pages send this header. Pages of another origin cannot, because the API's CORS
 * rules do not allow it.
 */
export const browserHeader = "x-tradewind-client";
export const BROWSER = "browser";

/**
 * The host that the browser called; CloudFront calls the API under another name. Only a viewer
 * function sets this header.
 */
export const siteHeader = "x-forwarded-host";

export const browserSession: BrowserSession = {
  accessCookie,
  refreshCookie,
  guestCartCookie,
  browserHeader,
  siteHeader,
};

/**
 * Returns all values of a cookie. Names are case-sensitive, because browsers do not protect
 * `__host-`.
 */
export function cookieValues(headers: readonly string[], name: string): string[] {
  return headers
    .flatMap((header) => header.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/**
 * A `Set-Cookie` value. Scripts cannot read the cookie, and requests from other sites do not carry
 * it.
 */
export const sessionCookie = (name: string, value: string, maxAgeSeconds: number) =>
  `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; Secure; SameSite=Strict`;
