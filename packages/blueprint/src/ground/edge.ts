import type { EdgeFunctionDefinition } from "../language/define.ts";

/** What happens at CloudFront's edge, before a request reaches the API. */

/** What advertisers and mail senders add to links: it says where a visitor came from, and never what to show. */
export const trackingParameters: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "_ga",
  "_gl",
  "_hsenc",
  "_hsmi",
  "dclid",
  "fbclid",
  "gad_source",
  "gbraid",
  "gclid",
  "gclsrc",
  "igshid",
  "mc_cid",
  "mc_eid",
  "msclkid",
  "srsltid",
  "ttclid",
  "twclid",
  "wbraid",
  "yclid",
]);
export const trackingPrefixes = ["utm_", "mtm_", "pk_"] as const;

/** Languages that the shop speaks; the first is for everybody else. */
export const locales = ["en", "de", "fr", "es"] as const;
export type Locale = (typeof locales)[number];

export type Device = "desktop" | "mobile" | "tablet" | "tv";

/** What the edge found out about a visitor. A header of these names that a client sent is thrown away. */
export const viewerHeaders = {
  device: "x-viewer-device",
  country: "x-viewer-country",
  locale: "x-viewer-locale",
} as const;

/** CloudFront's headers that the edge functions read: the distribution must ask for them. */
export const cloudFrontHeaders = {
  country: "CloudFront-Viewer-Country",
  mobile: "CloudFront-Is-Mobile-Viewer",
  tablet: "CloudFront-Is-Tablet-Viewer",
  tv: "CloudFront-Is-SmartTV-Viewer",
} as const;

/**
 * At origin request it runs for what no cache can answer. The distribution has CloudFront Functions at the viewer's events, which
 * Lambda@Edge cannot stand beside there. Pages are files: their origin learns nothing from what it finds out.
 */
export const edgeFunctions = [
  {
    kind: "edge-function",
    name: "NormalizeApiRequest",
    handler: "functions/edge/normalize-api-request.handler",
    event: "origin-request",
    behavior: "api",
    timeoutSeconds: 5,
    memoryMb: 128,
  },
] as const satisfies readonly EdgeFunctionDefinition[];
