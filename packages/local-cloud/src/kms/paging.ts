import { AwsError } from "../kernel/wire.ts";
import type { Input } from "../protocols/input.ts";

/**
 * Returns the page that `Limit` and `Marker` ask for. `marker` has the members of the response that
 * lead to the next page.
 */
export function page<T>(
  all: T[],
  keyOf: (item: T) => string,
  input: Input,
  most: number,
): { items: T[]; marker: { Truncated: boolean; NextMarker?: string } } {
  const limit = input.integer("Limit", { min: 1, max: most }) ?? Math.min(most, 100);
  const token = input.optionalText("Marker", { min: 1, max: 1024 });
  const after = token === undefined ? undefined : Buffer.from(token, "base64url").toString();
  const start = after === undefined ? 0 : all.findIndex((item) => keyOf(item) === after) + 1;
  if (after !== undefined && start === 0) throw new AwsError("InvalidMarkerException", "Invalid marker.");
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  if (last === undefined || start + limit >= all.length) return { items, marker: { Truncated: false } };
  return { items, marker: { Truncated: true, NextMarker: Buffer.from(keyOf(last)).toString("base64url") } };
}
