import type { Service, WireRequest } from "../kernel/wire.ts";
import { findOperation } from "../s3/operations.ts";

/** The operation's name in the fault plan when the request does not tell it. */
const UNKNOWN = "Unknown";

/** The `Action` of a query-protocol request. */
export function formAction({ query, body }: WireRequest): string {
  const inQuery = query.get("Action");
  if (inQuery) return inQuery;
  return /(?:^|&)Action=([A-Za-z]+)/.exec(body.toString("latin1", 0, 4096))?.[1] ?? UNKNOWN;
}

export function restOperation({ operations = [] }: Service, { method, path }: WireRequest): string {
  const segments = path.split("/");
  const found = operations.find((one) => one.method === method && hasShape(segments, one.path.split("/")));
  return found?.operation ?? UNKNOWN;
}

function hasShape(segments: string[], template: string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => part.startsWith("{") || part === segments[index])
  );
}

/** The method and path of a REST operation; undefined if the service lacks it. */
export function restTarget(
  { operations = [] }: Service,
  operation: string,
  input: Record<string, unknown>,
): { method: string; path: string } | undefined {
  const found = operations.find((one) => one.operation === operation);
  if (!found) return undefined;
  const path = found.path.replaceAll(/\{(\w+)\}/g, (_, label: string) =>
    encodeURIComponent(String(input[label])),
  );
  return { method: found.method, path };
}

export function s3Operation({ method, path, query, headers }: WireRequest): string {
  const [, bucket = "", ...key] = path.split("/");
  return findOperation(method, bucket, key.join("/"), query, headers)?.name ?? UNKNOWN;
}
