import { createHash } from "node:crypto";

/** The entity tag of a body: equal for equal bodies. */
export const entityTagOf = (body: string): string =>
  `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;

/**
 * True if the caller already has the body with this tag. The header names one tag or several, and
 * a proxy may have made them weak: https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
 */
export function callerHas(tag: string, ifNoneMatch: string | undefined): boolean {
  const tags = (ifNoneMatch ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  return tags.includes(tag) || tags.includes("*");
}
