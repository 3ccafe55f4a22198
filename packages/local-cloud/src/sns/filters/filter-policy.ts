import type { MessageAttribute } from "../../kernel/targets.ts";
import { invalidParameter } from "../errors.ts";
import { type Condition, compileConditions } from "./filter-conditions.ts";

export type FilterScope = "MessageAttributes" | "MessageBody";

/** The parts of a message that a policy tests. */
export interface Filtered {
  message: string;
  attributes: Record<string, MessageAttribute> | undefined;
}

export type FilterPolicy = (filtered: Filtered) => boolean;

/** Returns the values of a key; undefined if the key is absent. */
type Lookup = (path: readonly string[]) => unknown[] | undefined;
type Matcher = (lookup: Lookup) => boolean;

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;

/**
 * Compiles a subscription's filter policy. Refuses policies that SNS refuses.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function compileFilterPolicy(text: string, scope: FilterScope): FilterPolicy {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw invalidParameter("FilterPolicy: failed to parse JSON.");
  }
  if (!isObject(policy)) throw invalidParameter("FilterPolicy: Filter policy must be a JSON object");
  const size = { keys: 0, combinations: 1 };
  const matches = compileObject(policy, [], scope === "MessageBody", size);
  if (size.keys > MOST_KEYS) {
    throw invalidParameter(`FilterPolicy: Filter policy can not have more than ${MOST_KEYS} keys`);
  }
  if (size.combinations > MOST_COMBINATIONS)
    throw invalidParameter("FilterPolicy: Filter policy is too complex");
  return scope === "MessageBody"
    ? ({ message }) => {
        const body = parseBody(message);
        return body !== undefined && matches((path) => present(valuesAt(body, path)));
      }
    : ({ attributes }) => matches(([name]) => attributeValues(attributes, name ?? ""));
}

function compileObject(
  policy: Record<string, unknown>,
  path: readonly string[],
  nested: boolean,
  size: { keys: number; combinations: number },
): Matcher {
  const matchers = Object.entries(policy).map(([key, value]): Matcher => {
    if (key === "$or") return compileOr(value, path, nested, size);
    // In a body, names with dots count as nested fields. Attributes may have dots in their names.
    const here = [...path, ...(nested ? key.split(".") : [key])];
    if (Array.isArray(value)) {
      if (value.length === 0) throw invalidParameter("FilterPolicy: Empty arrays are not allowed");
      size.keys += 1;
      size.combinations *= value.length * here.length;
      const condition: Condition = compileConditions(value as unknown[]);
      return (lookup) => condition(lookup(here));
    }
    if (nested && isObject(value)) {
      if (Object.keys(value).length === 0)
        throw invalidParameter("FilterPolicy: Empty objects are not allowed");
      return compileObject(value, here, nested, size);
    }
    throw invalidParameter(
      nested
        ? `FilterPolicy: "${key}" must be an object or an array`
        : `FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy`,
    );
  });
  return (lookup) => matchers.every((matches) => matches(lookup));
}

function compileOr(
  value: unknown,
  path: readonly string[],
  nested: boolean,
  size: { keys: number; combinations: number },
): Matcher {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) {
    throw invalidParameter('FilterPolicy: "$or" must be an array of at least two objects');
  }
  const alternatives = value.map((one) => compileObject(one, path, nested, size));
  return (lookup) => alternatives.some((matches) => matches(lookup));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseBody(message: string): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(message);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** All values at the path, including those in arrays. A name may hold several steps of the path. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  if (path.length === 0) return [value];
  if (!isObject(value)) return [];
  return path.flatMap((_, last) => {
    const name = path.slice(0, last + 1).join(".");
    return Object.hasOwn(value, name) ? valuesAt(value[name], path.slice(last + 1)) : [];
  });
}

function present(values: unknown[]): unknown[] | undefined {
  return values.length === 0 ? undefined : values;
}

/**
 * Binary attributes are ignored:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
function attributeValues(attributes: Filtered["attributes"], name: string): unknown[] | undefined {
  const attribute = attributes && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  const text = attribute?.StringValue;
  if (attribute === undefined || text === undefined) return undefined;
  if (attribute.DataType === "String.Array") {
    try {
      const values: unknown = JSON.parse(text);
      return Array.isArray(values) ? values : undefined;
    } catch {
      return undefined;
    }
  }
  return [attribute.DataType.startsWith("Number") ? Number(text) : text];
}
