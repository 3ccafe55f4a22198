/**
 * Judges requests that carry a browser's session, before they reach the API: at CloudFront's edge,
 * and in the laptop's gateway. It imports names only and not the blueprint, so that the edge
 * function stays small.
 */
import {
  accessCookie,
  BROWSER,
  browserHeader,
  cookieValues,
  guestCartCookie,
  refreshCookie,
} from "../ground/browser-session.ts";
import type { SecurityHeaders } from "../language/edge.ts";
import { crossSite, problemFrom, problemHeaders } from "../language/errors.ts";

const SAFE_METHODS: ReadonlySet<string> = /* @__PURE__ */ new Set(["GET", "HEAD", "OPTIONS"]);
/** The session's cookies; the first one has the access token. */
const COOKIES = [accessCookie, refreshCookie, guestCartCookie];
/** Access tokens are JSON Web Tokens: three parts in base64url. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export interface BrowserRequest {
  method: string;
  /** The route takes no session: see `sessionless` of a route. */
  sessionless: boolean;
  /** Every value of a header, by its lower-case name. */
  header: (name: string) => readonly string[];
  /** The origin of the shop's own pages, such as `https://shop.example`. */
  origin: string;
}

/** A request passes, as it is or with the token of its cookie; or it is refused. */
export type Admission = { pass: true; authorization?: string } | { pass: false };

/**
 * Lets a request pass or refuses it. A request without a session that does not claim to be the
 * shop's page passes as it is, and so does every request of a route that takes no session.
 */
export function admission({ method, sessionless, header, origin }: BrowserRequest): Admission {
  if (sessionless) return { pass: true };
  const held = COOKIES.map((name) => cookieValues(header("cookie"), name));
  // Of two cookies nobody can tell which one is the visitor's, and which one an attacker added.
  if (held.some((values) => values.length > 1)) return { pass: false };
  const own = header(browserHeader);
  if (held.flat().length + own.length > 0 && !SAFE_METHODS.has(method)) {
    const from = header("origin");
    if (own[0] !== BROWSER || from.length !== 1 || from[0] !== origin) return { pass: false };
  }
  const [token] = held[0] ?? [];
  // A header that a client sent itself stays.
  if (token === undefined || !TOKEN.test(token) || header("authorization").length > 0) return { pass: true };
  return { pass: true, authorization: `Bearer ${token}` };
}

/** The answer to a refused request. */
export function refusalOf(securityHeaders: SecurityHeaders["api"], correlationId: string) {
  const problem = problemFrom("auth.cross_site", crossSite);
  return {
    status: problem.status,
    headers: { ...securityHeaders, ...problemHeaders(problem.status), "x-correlation-id": correlationId },
    body: JSON.stringify({ ...problem, correlationId }),
  };
}
