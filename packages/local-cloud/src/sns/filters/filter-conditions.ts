import { invalidParameter } from "../errors.ts";

/**
 * Returns true if the values of a key satisfy the policy's condition on it. They are undefined if
 * the key is absent.
 */
export type Condition = (values: readonly unknown[] | undefined) => boolean;

type Test = (value: unknown) => boolean;

/** One of the conditions must hold. */
export function compileConditions(given: readonly unknown[]): Condition {
  const conditions = given.map(compileCondition);
  return (values) => conditions.some((condition) => condition(values));
}

function compileCondition(given: unknown): Condition {
  if (isScalar(given)) return some((value) => value === given);
  if (typeof given !== "object" || Array.isArray(given)) throw unsupported(JSON.stringify(given));
  const [[operator, operand] = ["", undefined], ...others] = Object.entries(given ?? {});
  if (others.length > 0) throw invalidParameter("FilterPolicy: Only one key allowed in match expression");
  if (operator === "exists") {
    if (typeof operand !== "boolean")
      throw invalidParameter("FilterPolicy: exists match pattern must be either true or false.");
    return (values) => (values !== undefined) === operand;
  }
  if (operator === "anything-but") {
    const refused = compileRefused(operand);
    return some((value) => !refused(value));
  }
  return some(compileTest(operator, operand));
}

function some(test: Test): Condition {
  return (values) => values?.some(test) ?? false;
}

/** https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html */
function compileTest(operator: string, operand: unknown): Test {
  switch (operator) {
    case "prefix": {
      const prefix = text(operator, operand);
      return (value) => typeof value === "string" && value.startsWith(prefix);
    }
    case "suffix": {
      const suffix = text(operator, operand);
      return (value) => typeof value === "string" && value.endsWith(suffix);
    }
    case "equals-ignore-case": {
      const wanted = text(operator, operand).toLowerCase();
      return (value) => typeof value === "string" && value.toLowerCase() === wanted;
    }
    case "numeric":
      return compileNumeric(operand);
    default:
      throw unsupported(operator);
  }
}

/** The operand of `anything-but`: values, or one prefix or suffix pattern (also a list of them). */
function compileRefused(operand: unknown): Test {
  if (isScalar(operand)) return (value) => value === operand;
  if (Array.isArray(operand) && operand.length > 0 && operand.every(isScalar)) {
    const refused = new Set<unknown>(operand);
    return (value) => refused.has(value);
  }
  if (typeof operand === "object" && operand !== null && !Array.isArray(operand)) {
    const [[operator, pattern] = ["", undefined], ...others] = Object.entries(operand);
    if (others.length === 0 && (operator === "prefix" || operator === "suffix")) {
      const tests = (Array.isArray(pattern) ? (pattern as unknown[]) : [pattern]).map((one) =>
        compileTest(operator, one),
      );
      return (value) => tests.some((test) => test(value));
    }
  }
  throw invalidParameter("FilterPolicy: Unsupported anything-but pattern");
}

const COMPARISONS: Record<string, (a: number, b: number) => boolean> = {
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** One comparison, or a lower and an upper bound: `[">", 0, "<=", 10]`. */
function compileNumeric(operand: unknown): Test {
  const parts: unknown[] = Array.isArray(operand) ? operand : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [operator, bound] = [parts[i], parts[i + 1]];
    const compare =
      typeof operator === "string" && Object.hasOwn(COMPARISONS, operator)
        ? COMPARISONS[operator]
        : undefined;
    if (!compare)
      throw invalidParameter(`FilterPolicy: Unrecognized numeric range operator: ${String(operator)}`);
    if (typeof bound !== "number")
      throw invalidParameter("FilterPolicy: Value of numeric match pattern must be numeric");
    tests.push((value) => compare(value, bound));
  }
  if (parts.length % 2 !== 0 || tests.length < 1 || tests.length > 2) {
    throw invalidParameter("FilterPolicy: Invalid numeric match pattern");
  }
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

function text(operator: string, operand: unknown): string {
  if (typeof operand === "string" && operand !== "") return operand;
  throw invalidParameter(`FilterPolicy: ${operator} match pattern must be a non-empty string`);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return (
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  );
}

function unsupported(operator: string) {
  return invalidParameter(`FilterPolicy: Unrecognized match type ${operator}`);
}
