import type { Evaluation } from "../paths/expression.ts";
import { find, MISSING, type Path, PathSyntaxError, parsePath, select } from "../paths/json-path.ts";
import { evaluationError } from "./failure.ts";
import { Fields } from "./fields.ts";
import { parseTimestamp } from "./timestamp.ts";

export type Condition = (input: unknown, evaluation: Evaluation) => boolean;

type Compare = (left: unknown, right: unknown) => boolean;
type Order = (difference: number) => boolean;

const NEVER: Condition = () => false;

const ORDERS: Readonly<Record<string, Order>> = {
  Equals: (difference) => difference === 0,
  LessThan: (difference) => difference < 0,
  LessThanEquals: (difference) => difference <= 0,
  GreaterThan: (difference) => difference > 0,
  GreaterThanEquals: (difference) => difference >= 0,
};

interface Kind {
  /** Returns true if a literal operand has the comparison's type. */
  takes: (value: unknown) => boolean;
  /**
   * The sign of left - right. Undefined if a value is not of the comparison's type; such a
   * comparison is false.
   */
  difference(left: unknown, right: unknown): number | undefined;
}

const KINDS: Readonly<Record<string, Kind>> = {
  String: {
    takes: (value) => typeof value === "string",
    difference: (left, right) => {
      if (typeof left !== "string" || typeof right !== "string") return undefined;
      return left === right ? 0 : left < right ? -1 : 1;
    },
  },
  Numeric: {
    takes: (value) => typeof value === "number",
    difference: (left, right) =>
      typeof left === "number" && typeof right === "number" ? left - right : undefined,
  },
  Timestamp: {
    takes: (value) => parseTimestamp(value) !== undefined,
    difference: (left, right) => {
      const [first, second] = [parseTimestamp(left), parseTimestamp(right)];
      return first === undefined || second === undefined ? undefined : first - second;
    },
  },
};

/** Operators whose operand tells if the test must hold or must not hold. */
const TYPE_TESTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === "number",
  IsString: (value) => typeof value === "string",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => parseTimestamp(value) !== undefined,
};

interface Operator {
  takes: (value: unknown) => boolean;
  type: string;
  compare: Compare;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
const OPERATORS: ReadonlyMap<string, Operator> = new Map(allOperators());

function* allOperators(): Iterable<[string, Operator]> {
  for (const [prefix, kind] of Object.entries(KINDS)) {
    for (const [suffix, order] of Object.entries(ORDERS)) {
      const compare: Compare = (left, right) => {
        const difference = kind.difference(left, right);
        return difference !== undefined && order(difference);
      };
      yield [prefix + suffix, { takes: kind.takes, type: prefix, compare }];
    }
  }
  const isBoolean = (value: unknown) => typeof value === "boolean";
  yield [
    "BooleanEquals",
    { takes: isBoolean, type: "Boolean", compare: (left, right) => isBoolean(left) && left === right },
  ];
}

const OPERATOR_FIELDS: readonly string[] = [
  "And",
  "Or",
  "Not",
  "IsPresent",
  "StringMatches",
  ...Object.keys(TYPE_TESTS),
  ...[...OPERATORS.keys()].flatMap((name) => [name, `${name}Path`]),
];

/** Compiles one rule of a Choice state, or a rule nested in And, Or or Not. */
export function compileCondition(rule: Fields, extraFields: readonly string[]): Condition {
  rule.only(new Set(["Variable", "Comment", ...extraFields, ...OPERATOR_FIELDS]));
  const operators = OPERATOR_FIELDS.filter((name) => rule.has(name));
  const operator = operators[0];
  if (operators.length !== 1 || operator === undefined) {
    rule.problems.schema(
      rule.location,
      `A choice rule has exactly one operator, not [${operators.join(", ")}]`,
    );
    return NEVER;
  }
  if (operator === "And" || operator === "Or") {
    const nested = rule
      .list(operator)
      .map((inner, index) => compileNested(rule, operator, inner, `[${index}]`));
    if (nested.length === 0) rule.wrong(operator, "Expected a list of choice rules");
    return operator === "And"
      ? (input, evaluation) => nested.every((condition) => condition(input, evaluation))
      : (input, evaluation) => nested.some((condition) => condition(input, evaluation));
  }
  if (operator === "Not") {
    const nested = compileNested(rule, operator, rule.get(operator), "");
    return (input, evaluation) => !nested(input, evaluation);
  }
  rule.require("Variable");
  const variable = compileVariable(rule, "Variable");
  return variable ? compileComparison(rule, operator, variable) : NEVER;
}

function compileNested(rule: Fields, operator: string, inner: unknown, index: string): Condition {
  return compileCondition(new Fields(inner, rule.at(operator) + index, rule.problems), []);
}

function compileVariable(rule: Fields, field: string): Path | undefined {
  const text = rule.string(field);
  if (text === undefined) return undefined;
  try {
    return parsePath(text);
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    rule.wrong(field, `Value is not a valid JSONPath (${error.message})`);
    return undefined;
  }
}

function compileComparison(rule: Fields, operator: string, variable: Path): Condition {
  if (operator === "IsPresent") {
    const expected = flag(rule, operator);
    return (input, evaluation) => {
      const root = variable.context ? evaluation.context() : input;
      const found =
        variable.kind === "reference"
          ? find(variable, root) !== MISSING
          : (select(variable, root) as []).length > 0;
      return found === expected;
    };
  }
  const isType = Object.hasOwn(TYPE_TESTS, operator) ? TYPE_TESTS[operator] : undefined;
  if (isType) {
    const expected = flag(rule, operator);
    return (input, evaluation) => isType(value(variable, input, evaluation)) === expected;
  }
  if (operator === "StringMatches") {
    const pattern = wildcards(rule.string(operator) ?? "");
    return (input, evaluation) => {
      const text = value(variable, input, evaluation);
      return typeof text === "string" && pattern.test(text);
    };
  }
  const literal = OPERATORS.get(operator);
  if (literal) {
    const operand = rule.get(operator);
    if (!literal.takes(operand)) rule.wrong(operator, `Expected value of type [${literal.type}]`);
    return (input, evaluation) => literal.compare(value(variable, input, evaluation), operand);
  }
  const byPath = OPERATORS.get(operator.slice(0, -"Path".length));
  const other = compileVariable(rule, operator);
  if (!byPath || !other) return NEVER;
  return (input, evaluation) =>
    byPath.compare(value(variable, input, evaluation), value(other, input, evaluation));
}

function flag(rule: Fields, operator: string): boolean {
  const expected = rule.get(operator);
  if (typeof expected !== "boolean") rule.wrong(operator, "Expected value of type [Boolean]");
  return expected === true;
}

function value(path: Path, input: unknown, evaluation: Evaluation): unknown {
  const found = select(path, path.context ? evaluation.context() : input);
  if (found === MISSING) {
    throw evaluationError(
      `Invalid path '${path.text}': The choice state's condition path references an invalid value.`,
    );
  }
  return found;
}

/** `*` matches any characters, `\*` a star and `\\` a backslash. */
function wildcards(pattern: string): RegExp {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    let char = pattern[at] ?? "";
    if (char === "*") {
      source += ".*";
      continue;
    }
    if (char === "\\" && (pattern[at + 1] === "*" || pattern[at + 1] === "\\")) char = pattern[++at] ?? "";
    source += char.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  }
  return new RegExp(`^${source}$`, "s");
}
