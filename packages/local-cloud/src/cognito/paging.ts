import { invalidParameter } from "./errors.ts";

export interface Page<T> {
  items: T[];
  next: string | undefined;
}

/**
 * Returns a page of at most `limit` items after the item that `token` names. Items that `keep`
 * refuses do not count.
 */
export function page<T>(
  all: Iterable<T>,
  keyOf: (item: T) => string,
  {
    limit,
    token,
    keep = () => true,
  }: { limit: number; token: string | undefined; keep?: (item: T) => boolean },
): Page<T> {
  const after = token === undefined ? undefined : Buffer.from(token, "base64url").toString();
  const items: T[] = [];
  let passed = after === undefined;
  for (const item of all) {
    if (!passed) passed = keyOf(item) === after;
    else if (keep(item)) {
      if (items.length === limit) return { items, next: tokenAfter(items, keyOf) };
      items.push(item);
    }
  }
  if (!passed) throw invalidParameter("Invalid pagination token provided.");
  return { items, next: undefined };
}

function tokenAfter<T>(items: T[], keyOf: (item: T) => string): string | undefined {
  const last = items.at(-1);
  return last === undefined ? undefined : Buffer.from(keyOf(last)).toString("base64url");
}
