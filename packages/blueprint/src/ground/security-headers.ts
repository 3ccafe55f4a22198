/** What answers tell browsers to refuse. Names are in lower case. */

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** A policy of each kind of content: `default-src` is nothing, and the rest says what is needed. */
type ContentSecurityPolicy = Readonly<Record<string, readonly string[]>>;

const SELF = "'self'";
const NONE = "'none'";

/**
 * The shop's pages are cached, so that they cannot carry nonces: inline scripts and styles are named by their hashes, such as
 * `'sha256-…'`. There are none in the pages yet.
 */
export const pagePolicy = (scripts: readonly string[] = [], styles: readonly string[] = []) =>
  ({
    "default-src": [NONE],
    "script-src": [SELF, ...scripts],
    "style-src": [SELF, ...styles],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [NONE],
  }) satisfies ContentSecurityPolicy;

export function contentSecurityPolicy(policy: ContentSecurityPolicy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ");
}

/** Nothing of the API's is a page that loads or runs anything, or is shown in another. Invoices bring their own style. */
const apiPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** On every answer, also the API's own: whoever reads JSON as a page shows nothing and runs nothing. */
export const apiSecurityHeaders = {
  "content-security-policy": apiPolicy,
  "strict-transport-security": `max-age=${2 * YEAR_SECONDS}; includeSubDomains; preload`,
  "x-content-type-options": "nosniff",
} as const;

/** On the pages of the shop. */
export const pageSecurityHeaders = {
  ...apiSecurityHeaders,
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(self), usb=()",
} as const;
