/**
 * CloudFront's list prices in North America, in US dollars: the first tier, without the free tier
 * of each month, discounts and taxes. In Europe a request costs $1.20 a million.
 */

export interface CdnPrice {
  /** The billed unit, in AWS's words. */
  billed: string;
  dollarsPerMillion: number;
  /** The page with this price. */
  source: string;
  /** Day on which the price was recorded. */
  date: string;
  /** "page" for a price that was read at its source. */
  basis: "memory" | "page";
}

const CLOUDFRONT = { source: "https://aws.amazon.com/cloudfront/pricing/", date: "2026-12-01" } as const;

export const cdnPrices = {
  request: { billed: "HTTPS request", dollarsPerMillion: 1, basis: "memory", ...CLOUDFRONT },
  /** $0.085 a GB. */
  kilobyte: { billed: "KB to the internet", dollarsPerMillion: 0.085, basis: "page", ...CLOUDFRONT },
  function: { billed: "CloudFront Function", dollarsPerMillion: 0.1, basis: "memory", ...CLOUDFRONT },
  edgeFunction: { billed: "request to Lambda@Edge", dollarsPerMillion: 0.6, basis: "memory", ...CLOUDFRONT },
  edgeGbSecond: {
    billed: "GB-second of Lambda@Edge",
    dollarsPerMillion: 50.01,
    basis: "memory",
    ...CLOUDFRONT,
  },
} as const satisfies Record<string, CdnPrice>;
