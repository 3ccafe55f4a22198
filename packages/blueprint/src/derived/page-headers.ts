/** The headers of pages whose style is inline. */
import type { SecurityHeaders } from "../language/edge.ts";

const POLICY = "content-security-policy";
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
