import { invalidPattern } from "../errors.ts";
import { parseCidr } from "./cidr.ts";
import { compileWildcard } from "./wildcard.ts";

/** The condition of a pattern on one field: the value must pass one of the alternatives. */
export interface Leaf {
  /** `{"exists": false}` is among the alternatives. */
  absent: boolean;
  /** Returns true if the pattern allows a JSON value that is neither object nor array. */
  accepts: (value: unknown) => boolean;
}

type Test = (value: unknown) => boolean;

export function parseLeaf(alternatives: unknown[]): Leaf {
  if (alternatives.length === 0) throw invalidPattern("Empty arrays are not allowed");
  const exact = new Set<unknown>();
  const tests: Test[] = [];
  let absent = false;
  for (const alternative of alternatives) {
    if (typeof alternative !== "object" || alternative === null) {
      exact.add(alternative);
      continue;
    }
    if (Array.isArray(alternative)) {
      throw invalidPattern("Match value must be String, number, true, false, or null");
    }
    const [operator, operand] = onlyEntry(alternative, "Match expression name not found");
    if (operator === "exists" && operand === false) absent = true;
    else tests.push(parseOperator(operator, operand));
  }
  if (tests.length === 0) {
    const [only] = exact;
    return { absent, accepts: exact.size === 1 ? (value) => value === only : (value) => exact.has(value) };
  }
  return { absent, accepts: (value) => exact.has(value) || tests.some((test) => test(value)) };
}

function parseOperator(operator: string, operand: unknown): Test {
  switch (operator) {
    case "exactly": {
      const text = stringOperand("exact", operand);
      return (value) => value === text;
    }
    case "prefix":
    case "suffix":
      return parseAffix(operator, operand);
    case "equals-ignore-case": {
      const text = stringOperand(operator, operand).toLowerCase();
      return (value) => typeof value === "string" && value.toLowerCase() === text;
    }
    case "wildcard":
      return compileWildcard(stringOperand(operator, operand));
    case "anything-but":
      return parseAnythingBut(operand);
    case "numeric":
      return parseNumeric(operand);
    case "cidr":
      return parseCidr(stringOperand(operator, operand));
    case "exists":
      if (operand !== true) throw invalidPattern("exists match pattern must be either true or false.");
      return () => true;
    default:
      throw invalidPattern(`Unrecognized match type ${operator}`);
  }
}

function parseAffix(operator: "prefix" | "suffix", operand: unknown): Test {
  const has = operator === "prefix" ? "startsWith" : "endsWith";
  if (typeof operand === "object" && operand !== null && !Array.isArray(operand)) {
    const [inner, text] = onlyEntry(operand, `${operator} match pattern must be a string`);
    if (inner !== "equals-ignore-case") throw invalidPattern(`Unsupported ${operator} pattern: ${inner}`);
    const lower = stringOperand(inner, text).toLowerCase();
    return (value) => typeof value === "string" && value.toLowerCase()[has](lower);
  }
  const text = stringOperand(operator, operand);
  return (value) => typeof value === "string" && value[has](text);
}

function parseAnythingBut(operand: unknown): Test {
  if (typeof operand === "object" && operand !== null && !Array.isArray(operand)) {
    return parseAnythingButOperator(operand);
  }
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (!Array.isArray(operand) && typeof operand !== "string" && typeof operand !== "number") {
    throw invalidPattern("Value of anything-but must be an array or single string/number value.");
  }
  for (const value of values) {
    if (typeof value !== "string" && typeof value !== "number") {
      throw invalidPattern("Inside anything but list, start|null|boolean is not supported.");
    }
  }
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size !== 1) {
    throw invalidPattern(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  }
  const excluded = new Set(values);
  return (value) => !excluded.has(value);
}

const NEGATABLE = new Set(["prefix", "suffix", "equals-ignore-case", "wildcard"]);

function parseAnythingButOperator(operand: object): Test {
  const [operator, inner] = onlyEntry(operand, "Anything-But expression name not found");
  if (!NEGATABLE.has(operator)) throw invalidPattern(`Unsupported anything-but pattern: ${operator}`);
  const texts: unknown[] = Array.isArray(inner) ? inner : [inner];
  if (texts.length === 0) throw invalidPattern("Empty arrays are not allowed");
  const excluded = texts.map((text) => {
    if (text === "" && operator !== "equals-ignore-case")
      throw invalidPattern(`Null ${operator} not allowed`);
    return parseOperator(operator, text);
  });
  return (value) => !excluded.some((test) => test(value));
}

/** EventBridge compares numbers of at most this magnitude. */
const LARGEST_NUMBER = 5e9;

function parseNumeric(operand: unknown): Test {
  if (!Array.isArray(operand)) throw invalidPattern("Value of numeric must be an array.");
  const terms: unknown[] = operand;
  const [operator, bound, upperOperator, upperBound] = terms;
  if (typeof operator !== "string") {
    throw invalidPattern(`Invalid member in numeric match: ${String(operator)}`);
  }
  const number = (value: unknown, of: string): number => {
    if (typeof value !== "number") throw invalidPattern(`Value of ${of} must be numeric`);
    if (Math.abs(value) > LARGEST_NUMBER) {
      throw invalidPattern("Value must be between -5.0E9 and 5.0E9, inclusive");
    }
    return value;
  };
  const test = comparison(operator, number(bound, operator === "=" ? "equals" : operator));
  if (terms.length === 2) return test;
  if (operator !== ">" && operator !== ">=") throw invalidPattern("Too many elements in numeric expression");
  if (upperOperator !== "<" && upperOperator !== "<=") {
    throw invalidPattern(`Bad numeric range operator: ${String(upperOperator)}`);
  }
  const top = number(upperBound, upperOperator);
  if (terms.length > 4) throw invalidPattern("Too many terms in numeric range expression");
  if (top <= (bound as number)) throw invalidPattern("Bottom must be less than top");
  const below = comparison(upperOperator, top);
  return (value) => test(value) && below(value);
}

function comparison(operator: string, bound: number): Test {
  const comparable = (value: unknown): value is number =>
    typeof value === "number" && Math.abs(value) <= LARGEST_NUMBER;
  switch (operator) {
    case "=":
      return (value) => value === bound;
    case "<":
      return (value) => comparable(value) && value < bound;
    case "<=":
      return (value) => comparable(value) && value <= bound;
    case ">":
      return (value) => comparable(value) && value > bound;
    case ">=":
      return (value) => comparable(value) && value >= bound;
    default:
      throw invalidPattern(`Unrecognized numeric range operator: ${operator}`);
  }
}

function stringOperand(operator: string, operand: unknown): string {
  if (typeof operand !== "string") throw invalidPattern(`${operator} match pattern must be a string`);
  return operand;
}

function onlyEntry(expression: object, whenEmpty: string): [operator: string, operand: unknown] {
  const [entry, second] = Object.entries(expression) as [string, unknown][];
  if (!entry) throw invalidPattern(whenEmpty);
  if (second) throw invalidPattern("Only one key allowed in match expression");
  return entry;
}
