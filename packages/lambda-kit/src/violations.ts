import type * as z from "zod/mini";
import type { Violation } from "@tradewind/commerce/platform/errors";

type RawIssue = z.core.$ZodRawIssue;

const FORMATS: Readonly<Record<string, string>> = {
  email: "an email address",
  uuid: "a UUID",
  datetime: "an ISO 8601 time in UTC",
};
const TYPES: Readonly<Record<string, string>> = {
  int: "an integer",
  array: "an array",
  object: "an object",
};
const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: [" character", " characters"],
  array: [" entry", " entries"],
};
const amount = (limit: number | bigint, origin: string) =>
  `${limit}${UNITS[origin]?.[Number(limit) === 1 ? 0 : 1] ?? ""}`;

/**
 * The expectation that a value missed, for schemas that name no message of their own. `zod/mini`
 * has none, and its locales would make every bundle larger. It never repeats the value, which may
 * be a secret.
 */
export function expectation(issue: RawIssue): string | undefined {
  if (issue.input === undefined) return "Required";
  switch (issue.code) {
    case "invalid_type":
      return `Expected ${TYPES[issue.expected] ?? `a ${issue.expected}`}`;
    case "invalid_value":
      return `Expected ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "invalid_format":
      return `Expected ${FORMATS[issue.format] ?? `the form ${issue.pattern}`}`;
    case "too_small":
      return `Expected ${issue.inclusive ? "at least" : "more than"} ${amount(issue.minimum, issue.origin)}`;
    case "too_big":
      return `Expected ${issue.inclusive ? "at most" : "less than"} ${amount(issue.maximum, issue.origin)}`;
    default:
      return undefined;
  }
}

/** The violations of a part of the request, such as `query`. */
export function violationsOf(part: string, issue: z.core.$ZodIssue): Violation[] {
  const at = [part, ...issue.path.map(String)];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ pointer: pointer([...at, key]), detail: "Unknown field" }));
  }
  return [{ pointer: pointer(at), detail: issue.message }];
}

/** RFC 6901. */
export const pointer = (segments: readonly string[]) =>
  segments.map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
