import type { Cdn } from "../language/edge.ts";
import { cloudFrontHeaders } from "./edge.ts";
import { pages } from "./pages.ts";

/** CloudFront before the shop: pages, pictures and the API behind one domain. */
export const cdn = {
  name: "Cdn",
  apiPrefix: "/api",
  // Edges in North America and Europe.
  priceClass: "PriceClass_100",
  pages,
  minimumTls: "TLSv1.2_2021",
  proofHeader: "x-cdn-proof",
  visitorHeaders: Object.values(cloudFrontHeaders),
} as const satisfies Cdn;
