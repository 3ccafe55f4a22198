/** The headers of pages: those with one inline style, and those of an engineer's hot reload. */
import type { SecurityHeaders } from "../language/edge.ts";

const POLICY = "content-security-policy";
const TRUSTED_TYPES = "require-trusted-types-for";
const WORKERS = "worker-src 'self'";
const STYLES = "style-src 'self'";

/** A cached page cannot carry a nonce. So the policy allows its inline style by its hash. */
export function pageHeadersWith(
  headers: SecurityHeaders["page"],
  styleHashes: readonly string[],
): SecurityHeaders["page"] {
  const policy = headers[POLICY];
  if (!policy?.includes(STYLES)) throw new Error(`The pages' policy has no ${STYLES}.`);
  const hashes = styleHashes.map((hash) => ` '${hash}'`).join("");
  return { ...headers, [POLICY]: policy.replace(STYLES, `${STYLES}${hashes}`) };
}

/**
 * Headers for pages whose styles and components are exchanged while they are open. That writes
 * styles into the page, HTML without a policy for Trusted Types, and the text of the worker that
 * waits for a shop that has stopped.
 */
export function livePageHeaders(headers: SecurityHeaders["page"]): SecurityHeaders["page"] {
  const directives = (headers[POLICY] ?? "").split("; ").filter((one) => !one.startsWith(TRUSTED_TYPES));
  const policy = directives
    .join("; ")
    .replace(STYLES, `${STYLES} 'unsafe-inline'`)
    .replace(WORKERS, `${WORKERS} blob:`);
  return { ...headers, [POLICY]: policy };
}
