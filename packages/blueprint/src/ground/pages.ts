import { ANSWERING_MEMORY_MB, defineFunction } from "../language/define.ts";
import type { PageDelivery } from "../language/edge.ts";
import { web } from "./buckets.ts";
import { commerceTable, productCache } from "./tables.ts";

/** A page needs one or two answers of the catalog; a visitor waits no longer. */
const RENDER_TIMEOUT_SECONDS = 10;
/** A flood of addresses that have no page must not take all functions of the account. */
const RENDERERS_AT_ONCE = 50;

export const pages = {
  bucket: web,
  renderer: defineFunction("RenderPage", {
    handler: "functions/pages/render-page.handler",
    uses: [
      { resource: web, access: "keep" },
      { resource: productCache, access: "read" },
      { resource: commerceTable, access: "read" },
    ],
    timeoutSeconds: RENDER_TIMEOUT_SECONDS,
    memoryMb: ANSWERING_MEMORY_MB,
    reservedConcurrency: RENDERERS_AT_ONCE,
  }),
  query: ["sku", "sort", "from", "to", "cursor"],
  liveAt: "/live",
  files: { "/api": "/api-docs.html", "/api-docs": "/api-docs.html" },
  written: ["/robots.txt", "/sitemap.xml", "/sitemaps/", "/.well-known/"],
  security: { contact: "mailto:security@tradewind.example", validDays: 90 },
  worker: "/sw.js",
  keptAt: "/pages",
  keptDays: 1,
  buildsAt: "/builds",
  buildDays: 30,
} as const satisfies PageDelivery;
