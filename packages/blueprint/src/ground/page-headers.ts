/** Headers of the shop's pages, in a file of their own so that no function's bundle holds them. */
import { apiSecurityHeaders } from "./security-headers.ts";

const SELF = "'self'";
const NONE = "'none'";

/**
 * The sources that a page may load each kind of content from. Cached pages cannot carry nonces: inline scripts and styles
 * would be named by their hashes, such as `'sha256-…'`, and the pages have none.
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
  "form-action": [SELF],
  "base-uri": [NONE],
  "object-src": [NONE],
  "frame-ancestors": [NONE],
};

const contentSecurityPolicy = (policy: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ");

/** On the shop's pages, where CloudFront adds them. */
export const pageSecurityHeaders = {
  ...apiSecurityHeaders,
  "content-security-policy": contentSecurityPolicy(pagePolicy),
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(self), usb=()",
} as const;
