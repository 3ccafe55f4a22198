import type { EdgeFunctionDefinition } from "../language/define.ts";

/** Functions and headers of CloudFront's edge, which requests pass before the API. */

/**
 * Parameters that advertisers and mailing tools add to links. They name the visitor's origin and do
 * not change the answer.
 */
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

/** Languages of the shop. The first is the default. */
export const locales = ["en", "de", "fr", "es"] as const;
export type Locale = (typeof locales)[number];

export type Device = "desktop" | "mobile" | "tablet" | "tv";

/** Headers with facts about the visitor, set by the edge. Those that a client sends are removed. */
export const viewerHeaders = {
  device: "x-viewer-device",
  country: "x-viewer-country",
  locale: "x-viewer-locale",
} as const;

/** Headers of CloudFront that the edge functions read. The distribution must request them. */
export const cloudFrontHeaders = {
  country: "CloudFront-Viewer-Country",
  mobile: "CloudFront-Is-Mobile-Viewer",
  tablet: "CloudFront-Is-Tablet-Viewer",
  tv: "CloudFront-Is-SmartTV-Viewer",
} as const;

/**
 * At origin request, a function runs only on cache misses. It cannot run at the viewer events: the
 * distribution has CloudFront Functions there, and AWS does not allow Lambda@Edge beside them.
 * Pages are static files, so only the API has such a function.
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
