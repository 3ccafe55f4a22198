/** Security headers of the API's answers. Names are in lower case. */

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Answers of the API load and run nothing, and no page may frame them. Invoices have inline styles.
 */
const apiPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Every answer of the API has these headers: a browser that opens JSON as a page runs nothing. */
export const apiSecurityHeaders = {
  "content-security-policy": apiPolicy,
  "strict-transport-security": `max-age=${2 * YEAR_SECONDS}; includeSubDomains; preload`,
  "x-content-type-options": "nosniff",
} as const;
