/** Response headers that tell browsers what to refuse. Names are in lower case. */

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** No answer of the API is a page that loads or runs anything, or that another page may show. Invoices carry inline styles. */
const apiPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** On every answer of the API: a browser that takes JSON for a page shows nothing and runs nothing. */
export const apiSecurityHeaders = {
  "content-security-policy": apiPolicy,
  "strict-transport-security": `max-age=${2 * YEAR_SECONDS}; includeSubDomains; preload`,
  "x-content-type-options": "nosniff",
} as const;
