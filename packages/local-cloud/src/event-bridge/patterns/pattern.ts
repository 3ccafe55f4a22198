import { invalidPattern } from "../errors.ts";
import { type Leaf, parseLeaf } from "./pattern-leaf.ts";

/** Returns true if an event (parsed JSON) matches. Pure; safe for any JSON value. */
export type Matcher = (event: unknown) => boolean;

/**
 * One conjunction of an event pattern: conditions on the value at this path and on the values below
 * it.
 */
interface Branch {
  leaf?: Leaf;
  fields?: Map<string, Branch>;
  /**
   * True if some condition on the fields needs a value, so that it selects an element of an array.
   */
  needsValue: boolean;
}

/** EventBridge refuses a pattern whose `$or` expands to more combinations than this. */
const MAX_COMBINATIONS = 1_000;

/** Names that cannot be fields within `$or`. They would be misplaced operators. */
const OPERATOR_NAMES = new Set(
  "exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex".split(
    " ",
  ),
);

/**
 * Compiles an event pattern.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * `pattern` is JSON text. Throws InvalidEventPatternException with the reason if it is malformed.
 */
export function compilePattern(pattern: string): Matcher {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch (error) {
    throw invalidPattern(`Unable to parse JSON: ${(error as Error).message}`);
  }
  if (!isObject(parsed)) throw invalidPattern("Filter is not an object");
  const branches = parseFields(parsed, [], false, [{ needsValue: false }]);
  const [only] = branches;
  if (only && branches.length === 1) return (event) => matches(only, event, true);
  return (event) => branches.some((branch) => matches(branch, event, true));
}

/** Adds the fields of `pattern` at `path` to each of `branches`. `$or` multiplies the branches. */
function parseFields(
  pattern: Record<string, unknown>,
  path: string[],
  insideOr: boolean,
  branches: Branch[],
): Branch[] {
  const names = Object.keys(pattern);
  if (names.length === 0) throw invalidPattern("Empty objects are not allowed");
  let result = branches;
  for (const name of names) {
    const value = pattern[name];
    const here = [...path, ...name.split(".")];
    if (name === "$or") {
      result = parseAlternatives(value, path, result);
    } else if (insideOr && OPERATOR_NAMES.has(name)) {
      throw invalidPattern(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    } else if (Array.isArray(value)) {
      const leaf = parseLeaf(value);
      result = result.map((branch) => withLeaf(branch, here, 0, leaf));
    } else if (isObject(value)) {
      result = parseFields(value, here, insideOr, result);
    } else {
      throw invalidPattern(`"${name}" must be an object or an array`);
    }
  }
  return result;
}

function parseAlternatives(value: unknown, path: string[], branches: Branch[]): Branch[] {
  if (!Array.isArray(value)) throw invalidPattern("It must be an Array followed with $or.");
  const result: Branch[] = [];
  for (const alternative of value as unknown[]) {
    if (!isObject(alternative)) {
      throw invalidPattern("Only JSON object is allowed in array of $or relationship.");
    }
    result.push(...parseFields(alternative, path, true, branches));
    if (result.length > MAX_COMBINATIONS) {
      throw invalidPattern(`$or unfolds into more than ${MAX_COMBINATIONS} combinations`);
    }
  }
  if (value.length < 2) throw invalidPattern("There must have at least 2 Objects in $or relationship.");
  return result;
}

/** A copy of `branch` with the condition `leaf` on the value at `path`. */
function withLeaf(branch: Branch, path: string[], depth: number, leaf: Leaf): Branch {
  const name = path[depth];
  if (name === undefined) {
    if (branch.leaf) throw invalidPattern(`Path \`${path.join(".")}\` cannot be allowed multiple times`);
    return { ...branch, leaf };
  }
  const fields = new Map(branch.fields);
  fields.set(name, withLeaf(fields.get(name) ?? { needsValue: false }, path, depth + 1, leaf));
  return { ...branch, fields, needsValue: branch.needsValue || !leaf.absent };
}

/** If `mayBeAbsent` is false, only values match, not `exists: false`. */
function matches(branch: Branch, value: unknown, mayBeAbsent: boolean): boolean {
  if (branch.leaf && !matchesLeaf(branch.leaf, value, mayBeAbsent)) return false;
  return !branch.fields || matchesFields(branch, branch.fields, value, mayBeAbsent);
}

function matchesFields(
  branch: Branch,
  fields: Map<string, Branch>,
  value: unknown,
  mayBeAbsent: boolean,
): boolean {
  if (Array.isArray(value)) {
    // Fields of a pattern never match in different elements of one array: one element must satisfy
    // all of them. If no condition selects an element, a field is absent only if no element has it.
    // https://github.com/aws/event-ruler#json-array-matching
    if (branch.needsValue)
      return value.some((element) => matchesFields(branch, fields, element, mayBeAbsent));
    return (
      (mayBeAbsent && value.every((element) => matchesFields(branch, fields, element, true))) ||
      value.some((element) => matchesFields(branch, fields, element, false))
    );
  }
  const object = isObject(value) ? value : undefined;
  if (!object && (branch.needsValue || !mayBeAbsent)) return false;
  for (const [name, field] of fields) {
    if (!matches(field, object && fieldOf(object, name), mayBeAbsent)) return false;
  }
  return true;
}

/**
 * The value of a field. AWS joins the names on the way to a field with dots, in events and in
 * patterns, so a name with dots counts as nested fields:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
function fieldOf(object: Record<string, unknown>, name: string): unknown {
  let value = Object.hasOwn(object, name) ? object[name] : undefined;
  for (const key of Object.keys(object)) {
    if (key[name.length] !== "." || !key.startsWith(name)) continue;
    value = merged(value, { [key.slice(name.length + 1)]: object[key] });
  }
  return value;
}

/** Both values of a field that an event has under two names. */
function merged(one: unknown, other: unknown): unknown {
  if (one === undefined) return other;
  if (!isObject(one) || !isObject(other)) return [one, other].flat();
  const all = { ...one };
  for (const [name, value] of Object.entries(other)) all[name] = merged(all[name], value);
  return all;
}

/** Patterns see only leaves. An object, or an array without values, counts as absent. */
function matchesLeaf(leaf: Leaf, value: unknown, mayBeAbsent: boolean): boolean {
  if (typeof value !== "object" || value === null) {
    return value === undefined ? leaf.absent && mayBeAbsent : leaf.accepts(value);
  }
  if (leaf.absent && mayBeAbsent && !hasValue(value)) return true;
  return Array.isArray(value) && someValue(value, leaf.accepts);
}

function someValue(array: unknown[], accepts: (value: unknown) => boolean): boolean {
  return array.some((element) => {
    if (typeof element !== "object" || element === null) return accepts(element);
    return Array.isArray(element) && someValue(element, accepts);
  });
}

function hasValue(value: object): boolean {
  return Array.isArray(value) && someValue(value, () => true);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
