/**
 * Headers of the shop's pages. They have their own file, so that no function's bundle contains
 * them.
 */
import { cdn } from "./cdn.ts";
import { apiSecurityHeaders } from "./security-headers.ts";
import { cspReportsPath } from "./signals.ts";

const SELF = "'self'";
const NONE = "'none'";

/** The name of the endpoint for reports, and its address. */
const REPORTS = "csp";
const reportsUrl = `${cdn.apiPrefix}${cspReportsPath}`;

/**
 * The sources from which a page may load each kind of content. Cached pages cannot carry nonces, so
 * inline scripts and styles would be allowed by their hashes, such as `'sha256-…'`. The pages have
 * none.
 */
const pagePolicy = {
  "default-src": [NONE],
  "script-src": [SELF],
  "style-src": [SELF],
  "img-src": [SELF, "data:"],
  "font-src": [SELF],
  "connect-src": [SELF],
  "manifest-src": [SELF],
  "worker-src": [SELF],
  "frame-src": [SELF],
  "form-action": [SELF],
  "base-uri": [NONE],
  "object-src": [NONE],
  "frame-ancestors": [NONE],
  // Text becomes HTML or a script only by a policy that the page's own code has created.
  "require-trusted-types-for": ["'script'"],
  // The policy that names the service worker.
  "trusted-types": ["tradewind"],
  "report-to": [REPORTS],
  // For browsers without `report-to`; the others ignore it.
  "report-uri": [reportsUrl],
};

const contentSecurityPolicy = (policy: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ");

/** CloudFront adds these headers to the shop's pages. */
export const pageSecurityHeaders = {
  ...apiSecurityHeaders,
  "content-security-policy": contentSecurityPolicy(pagePolicy),
  "reporting-endpoints": `${REPORTS}="${reportsUrl}"`,
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(self), usb=()",
} as const;
