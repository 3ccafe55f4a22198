import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern } from "../../../../packages/local-cloud/src/event-bridge/index.ts";

/**
 * A reference matcher that works as AWS describes its own. The event becomes a flat list of fields,
 * each with its position in the arrays around it. A rule becomes the list of its $or branches. A
 * branch matches if a field can be chosen for each path such that no two fields are in different
 * elements of one array.
 */
interface Field {
  path: string;
  value: unknown;
  places: Map<unknown, number>;
}

function flatten(value: unknown, path: string[], places: Map<unknown, number>, fields: Field[]): Field[] {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const isLeaf = typeof element !== "object" || element === null;
      flatten(element, path, isLeaf ? places : new Map([...places, [value, index]]), fields);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) flatten(inner, [...path, name], places, fields);
  } else fields.push({ path: path.join("."), value, places });
  return fields;
}

type Branch = Map<string, unknown[]>;

function branchesOf(pattern: object, path: string[]): Branch[] {
  let branches: Branch[] = [new Map()];
  for (const [name, value] of Object.entries(pattern)) {
    const options: Branch[] =
      name === "$or"
        ? (value as object[]).flatMap((alternative) => branchesOf(alternative, path))
        : Array.isArray(value)
          ? [new Map([[[...path, name].join("."), value]])]
          : branchesOf(value as object, [...path, name]);
    branches = branches.flatMap((left) => options.map((right) => new Map([...left, ...right])));
  }
  return branches;
}

const isAbsence = (alternative: unknown): boolean =>
  typeof alternative === "object" && alternative !== null && "exists" in alternative && !alternative.exists;

function accepts(alternative: unknown, value: unknown): boolean {
  if (typeof alternative !== "object" || alternative === null) return alternative === value;
  const [operator, operand] = Object.entries(alternative)[0] as [string, never];
  const text = typeof value === "string" ? value : undefined;
  switch (operator) {
    case "exists":
      return operand;
    case "prefix":
      return text?.startsWith(operand) ?? false;
    case "suffix":
      return text?.endsWith(operand) ?? false;
    case "equals-ignore-case":
      return text?.toLowerCase() === String(operand).toLowerCase();
    case "wildcard": {
      const source = String(operand)
        .split("*")
        .map((piece) => piece.replaceAll(/\W/g, "\\$&"));
      return text !== undefined && new RegExp(`^${source.join(".*")}$`, "s").test(text);
    }
    case "numeric": {
      const [low, min, high, max] = operand as ["<" | ">=", number, "<" | undefined, number];
      if (typeof value !== "number") return false;
      return low === "<" ? value < min : value >= min && (high === undefined || value < max);
    }
    case "anything-but":
      return Array.isArray(operand) || typeof operand !== "object"
        ? ![operand].flat().includes(value as never)
        : ![Object.values(operand)[0]]
            .flat()
            .some((one) => accepts({ [Object.keys(operand)[0] ?? ""]: one }, value));
    default:
      throw new Error(operator);
  }
}

function consistent(a: Map<unknown, number>, b: Map<unknown, number>): boolean {
  return [...b].every(([array, index]) => (a.get(array) ?? index) === index);
}

function matchesBranch(
  fields: Field[],
  branch: [string, unknown[]][],
  chosen: Map<unknown, number>,
): boolean {
  // Paths that need a value choose the elements. Absence is then judged within those elements.
  const sorted = [...branch].sort(([, a], [, b]) => Number(a.some(isAbsence)) - Number(b.some(isAbsence)));
  const [first, ...rest] = sorted;
  if (!first) return true;
  const [path, alternatives] = first;
  const here = fields.filter((field) => field.path === path && consistent(chosen, field.places));
  if (alternatives.some(isAbsence) && here.length === 0 && matchesBranch(fields, rest, chosen)) return true;
  return here.some(
    ({ value, places }) =>
      alternatives.some((alternative) => !isAbsence(alternative) && accepts(alternative, value)) &&
      matchesBranch(fields, rest, new Map([...chosen, ...places])),
  );
}

function reference(pattern: object, event: unknown): boolean {
  const fields = flatten(event, [], new Map(), []);
  return branchesOf(pattern, []).some((branch) => matchesBranch(fields, [...branch], new Map()));
}

const name = fc.constantFrom("a", "b", "c", "a.b", "c.a");
/** No two of them give an event the same field twice. */
const eventName = fc.constantFrom("a", "b", "c.a", "c.b");
const text = fc.constantFrom("", "a", "ab", "AB", "aba", "b", "ba*");
const number = fc.constantFrom(-1, 0, 1, 2.5);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));

const alternative = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.record({ prefix: text }),
  fc.record({ suffix: text }),
  fc.record({ "equals-ignore-case": text }),
  fc.record({ wildcard: fc.constantFrom("*", "a*", "*a", "a*a", "*b*", "ab", "*a*b*") }),
  fc.record({ numeric: fc.constantFrom(["<", 1], [">=", 0], [">=", 0, "<", 2]) }),
  fc.record({ exists: fc.constant(true) }),
  fc.record({ "anything-but": fc.oneof(text, number, fc.array(text, { minLength: 1 })) }),
  fc.record({ "anything-but": fc.record({ prefix: fc.constantFrom("a", "b", ["a", "A"]) }) }),
  fc.record({ "anything-but": fc.record({ wildcard: fc.constantFrom("*a", ["a*", "*b"]) }) }),
);
const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.array(alternative, { minLength: 1, maxLength: 3 }) },
  fc.constant([{ exists: false }]),
);

const { pattern } = fc.letrec<{ pattern: object; fields: object }>((tie) => ({
  fields: fc.dictionary(name, fc.oneof({ maxDepth: 2 }, leaf, tie("fields")), { minKeys: 1, maxKeys: 2 }),
  pattern: fc.oneof(
    tie("fields"),
    // Names within $or differ from names beside it, because EventBridge refuses a path that occurs
    // twice.
    fc.record({
      a: fc.oneof(leaf, tie("fields")),
      $or: fc.array(
        fc.dictionary(fc.constantFrom("b", "c", "c.a"), fc.oneof(leaf, tie("fields")), { minKeys: 1 }),
        {
          minLength: 2,
          maxLength: 3,
        },
      ),
    }),
  ),
}));

const { event } = fc.letrec<{ event: object; value: unknown }>((tie) => ({
  event: fc.dictionary(eventName, tie("value"), { maxKeys: 3 }),
  value: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    scalar,
    tie("event"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(tie("event"), { maxLength: 3 }),
  ),
}));

/** The pattern compiled. One that names a path twice, `a.b` and `a: {b}`, is refused, as by AWS. */
function compiled(pattern: object): (event: unknown) => boolean {
  try {
    return compilePattern(JSON.stringify(pattern));
  } catch (error) {
    fc.pre(!/multiple times/.test(String(error)));
    throw error;
  }
}

/**
 * True when a pattern asks for a field and, by a name with a dot, for a field below it. Within
 * nested arrays the engine finds such fields approximately.
 */
const isLeafAndBranch = (pattern: object): boolean =>
  branchesOf(pattern, []).some((branch) => {
    const paths = [...branch.keys()];
    return paths.some((path) => paths.some((other) => other.startsWith(`${path}.`)));
  });

test("random patterns match random events as the reference says", () => {
  let matched = 0;
  fc.assert(
    fc.property(pattern, event, (pattern, event) => {
      fc.pre(!isLeafAndBranch(pattern));
      const expected = reference(pattern, event);
      if (expected) matched += 1;
      expect(compiled(pattern)(event)).toBe(expected);
    }),
    { numRuns: 5_000 },
  );
  expect(matched).toBeGreaterThan(100);
});

test("any JSON compiles or is refused by name, and a compiled pattern takes any event", () => {
  fc.assert(
    fc.property(fc.json(), fc.anything(), (json, event) => {
      try {
        expect(typeof compilePattern(json)(event)).toBe("boolean");
      } catch (error) {
        expect(error).toMatchObject({ code: "InvalidEventPatternException" });
      }
    }),
    { numRuns: 2_000 },
  );
});
