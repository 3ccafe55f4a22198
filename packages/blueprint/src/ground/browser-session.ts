/**
 * How a browser's session travels: tokens in cookies that scripts cannot read, and proof with each change that it comes
 * from the shop's own pages. What stands before the API, CloudFront's edge or the laptop's front, judges each request by
 * {@link admission}. No I/O, so that it runs anywhere.
 */

/**
 * The prefix lets browsers take them over TLS from this very host alone, for all paths, so that no subdomain can put its
 * own in their place. https://www.rfc-editor.org/rfc/rfc6265bis
 */
export const accessCookie = "__Host-session";
export const refreshCookie = "__Host-refresh";

/** Sent by the shop's own pages. A page of another origin cannot add it: the API's CORS rules do not name it. */
export const browserHeader = "x-tradewind-client";
export const BROWSER = "browser";

/** Where a page sent its request to: CloudFront asks the API under another name. Set by a viewer function alone. */
export const siteHeader = "x-forwarded-host";

const SAFE_METHODS: ReadonlySet<string> = /* @__PURE__ */ new Set(["GET", "HEAD", "OPTIONS"]);
/** Access tokens are JSON Web Tokens: three parts in base64url. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export interface BrowserRequest {
  method: string;
  /** Every value of a header, by its lower-case name. */
  header: (name: string) => readonly string[];
  /** The origin of the shop's own pages, such as `https://shop.example`. */
  origin: string;
}

/** A request passes, as it is or with the token of its cookie; or it is refused. */
export type Admission = { pass: true; authorization?: string } | { pass: false };

/** What becomes of a request. Neither a session nor a claim to be the shop's pages: nothing here is about it. */
export function admission({ method, header, origin }: BrowserRequest): Admission {
  const cookies = header("cookie");
  const access = cookieValues(cookies, accessCookie);
  const refresh = cookieValues(cookies, refreshCookie);
  // Which of two is the visitor's, and which was tossed in, nobody can tell.
  if (access.length > 1 || refresh.length > 1) return { pass: false };
  const own = header(browserHeader);
  if (access.length + refresh.length + own.length > 0 && !SAFE_METHODS.has(method)) {
    const from = header("origin");
    if (own[0] !== BROWSER || from.length !== 1 || from[0] !== origin) return { pass: false };
  }
  const [token] = access;
  // A header that a client sent itself stays.
  if (token === undefined || !TOKEN.test(token) || header("authorization").length > 0) return { pass: true };
  return { pass: true, authorization: `Bearer ${token}` };
}

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
