import { AwsError } from "../kernel/wire.ts";
import { violation } from "./validation.ts";

/** One page of a list. `NextToken` is present if more items follow. */
export function page<T>(
  items: T[],
  token: string | undefined,
  limit = 100,
): { items: T[]; next: { NextToken?: string } } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isSafeInteger(from) || from < 0) {
    throw new AwsError("ValidationException", "The NextToken is not valid.");
  }
  const end = from + limit;
  const next = end < items.length ? { NextToken: Buffer.from(String(end)).toString("base64url") } : {};
  return { items: items.slice(from, end), next };
}

/** The page size of a REST request. As a query parameter it is text. */
export function pageLimit(value: unknown, member: string): number {
  if (value === undefined || value === null) return 100;
  // A list or an object is not a number, and a deeply nested one cannot even be converted.
  const limit = typeof value === "object" ? Number.NaN : Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    violation(member, "Member must have value between 1 and 100, inclusive");
  }
  return limit;
}
