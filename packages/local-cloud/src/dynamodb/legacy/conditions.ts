import { invalidParameter, validation } from "../errors.ts";
import type { Condition, Operand } from "../expressions/bound.ts";
import { type AttributeValue, typeOf } from "../values/attributes.ts";
import { order } from "../values/compare.ts";
import { validateValue } from "../values/validate.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.Conditions.html */
export type LegacyOperator =
  | "EQ"
  | "NE"
  | "LE"
  | "LT"
  | "GE"
  | "GT"
  | "NULL"
  | "NOT_NULL"
  | "CONTAINS"
  | "NOT_CONTAINS"
  | "BEGINS_WITH"
  | "IN"
  | "BETWEEN";

export interface LegacyCondition {
  ComparisonOperator: LegacyOperator;
  AttributeValueList?: AttributeValue[];
}

export type LegacyConditions = Record<string, LegacyCondition>;

const SCALARS = ["S", "N", "B"];
const SCALARS_AND_SETS = [...SCALARS, "SS", "NS", "BS"];
const OPERAND_TYPES: Partial<Record<LegacyOperator, string[]>> = {
  EQ: SCALARS_AND_SETS,
  NE: SCALARS_AND_SETS,
  LE: SCALARS,
  LT: SCALARS,
  GE: SCALARS,
  GT: SCALARS,
  CONTAINS: SCALARS,
  NOT_CONTAINS: SCALARS,
  BEGINS_WITH: ["S", "B"],
  IN: SCALARS,
  BETWEEN: SCALARS,
};

/** Checks `KeyConditions`, `QueryFilter` or `ScanFilter`. */
export function checkConditions(conditions: LegacyConditions): void {
  for (const { ComparisonOperator: operator, AttributeValueList: values = [] } of Object.values(conditions)) {
    for (const value of values) validateValue(value, 1);
    checkCount(operator, values.length);
    checkOneType(values);
    const allowed = OPERAND_TYPES[operator];
    for (const value of values) {
      if (!allowed || allowed.includes(typeOf(value))) continue;
      throw invalidParameter(
        `ComparisonOperator ${operator} is not valid for ${typeOf(value)} AttributeValue type`,
      );
    }
    if (operator === "BETWEEN") checkBounds(values);
  }
}

export function checkCount(operator: LegacyOperator, count: number): void {
  const fits =
    operator === "NULL" || operator === "NOT_NULL"
      ? count === 0
      : operator === "IN"
        ? count > 0
        : count === (operator === "BETWEEN" ? 2 : 1);
  if (!fits) throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
}

export function checkOneType(values: AttributeValue[]): void {
  const [first] = values;
  if (!first || values.every((value) => typeOf(value) === typeOf(first))) return;
  throw invalidParameter("AttributeValues inside AttributeValueList must be of same type");
}

export function checkBounds([lower, upper]: AttributeValue[]): void {
  if (lower && upper && (order(lower, upper) ?? 0) > 0) {
    throw validation(
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    );
  }
}

/** Converts the test to a condition expression; undefined if there is nothing to test. */
export function conditionOf(
  conditions: LegacyConditions,
  operator: "AND" | "OR" = "AND",
): Condition | undefined {
  let whole: Condition | undefined;
  for (const [name, condition] of Object.entries(conditions)) {
    const one = test(name, condition.ComparisonOperator, condition.AttributeValueList ?? []);
    whole = whole ? { node: operator === "OR" ? "or" : "and", left: whole, right: one } : one;
  }
  return whole;
}

export function test(name: string, operator: LegacyOperator, values: AttributeValue[]): Condition {
  const operand: Operand = { node: "path", path: [name] };
  const [first = NOTHING, second = NOTHING] = values.map((value): Operand => ({ node: "value", value }));
  switch (operator) {
    case "NULL":
    case "NOT_NULL":
      return { node: "exists", path: [name], negated: operator === "NULL" };
    case "CONTAINS":
      return { node: "contains", operand, member: first };
    case "NOT_CONTAINS":
      return { node: "not", condition: { node: "contains", operand, member: first } };
    case "BEGINS_WITH":
      return { node: "begins", operand, prefix: first };
    case "IN":
      return { node: "in", operand, candidates: values.map((value): Operand => ({ node: "value", value })) };
    case "BETWEEN":
      return { node: "between", operand, lower: first, upper: second };
    default:
      return { node: "comparison", comparator: COMPARATORS[operator], left: operand, right: first };
  }
}

const NOTHING: Operand = { node: "value", value: { NULL: true } };
const COMPARATORS = { EQ: "=", NE: "<>", LE: "<=", LT: "<", GE: ">=", GT: ">" } as const;
