/** CloudFront before the shop: the web's files, the products' pictures and the API behind one domain. */
export const cdn = {
  name: "Cdn",
  /** The API's paths begin with it here, so that they cannot be those of pages; the API itself does not know it. */
  apiPrefix: "/api",
  /** Edges in North America and Europe. */
  priceClass: "PriceClass_100",
  /** The page that a path without a file is: the shop finds out in the browser what it shows. */
  page: "/index.html",
  minimumTls: "TLSv1.2_2021",
  /**
   * CloudFront proves by a secret in it that a request comes through it, whatever the visitor sent: that one is counted by the
   * visitor's address already, where the address is seen.
   */
  proofHeader: "x-cdn-proof",
} as const;
