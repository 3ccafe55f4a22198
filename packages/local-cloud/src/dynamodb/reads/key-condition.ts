import { validation } from "../errors.ts";
import type { Comparator } from "../expressions/ast.ts";
import { bindCondition } from "../expressions/bind-condition.ts";
import type { Bindings } from "../expressions/bindings.ts";
import type { Condition, Operand } from "../expressions/bound.ts";
import type { LegacyConditions, LegacyOperator } from "../legacy/conditions.ts";
import type { AttributeValue } from "../values/attributes.ts";
import { typeOf } from "../values/attributes.ts";

/** The comparisons that an ordered index supports. */
const KEY_OPERATORS = ["EQ", "LT", "LE", "GT", "GE", "BETWEEN", "BEGINS_WITH"] as const;
export type KeyOperator = (typeof KEY_OPERATORS)[number];

export interface KeyCondition {
  /** Legacy `KeyConditions` may have other operators. They are refused when the key is checked. */
  operator: LegacyOperator;
  values: AttributeValue[];
}

/** Conditions on key attributes by name. */
export type KeyConditions = Map<string, KeyCondition>;

const OPERATORS: Record<Exclude<Comparator, "<>">, KeyOperator> = {
  "=": "EQ",
  "<": "LT",
  "<=": "LE",
  ">": "GT",
  ">=": "GE",
};
/** The equivalent comparison with its operands exchanged. */
const MIRRORED: Record<Exclude<Comparator, "<>">, Exclude<Comparator, "<>">> = {
  "=": "=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html */
export function bindKeyConditions(text: string, bindings: Bindings): Condition {
  return bindCondition("KeyConditionExpression", text, bindings);
}

export function keyConditionsOf(condition: Condition): KeyConditions {
  const conditions: KeyConditions = new Map();
  collect(condition, conditions);
  for (const { operator, values } of conditions.values()) checkOperands(operator, values);
  checkCount(conditions);
  return conditions;
}

/** The conditions of the legacy parameter `KeyConditions`, after its checks. */
export function legacyKeyConditions(legacy: LegacyConditions): KeyConditions {
  const conditions: KeyConditions = new Map(
    Object.entries(legacy).map(
      ([name, { ComparisonOperator: operator, AttributeValueList: values = [] }]) => [
        name,
        { operator, values },
      ],
    ),
  );
  checkCount(conditions);
  return conditions;
}

function checkCount(conditions: KeyConditions): void {
  if (conditions.size !== 1 && conditions.size !== 2)
    throw validation("Conditions can be of length 1 or 2 only");
}

/** The operator of a key condition. Refuses an operator that an index does not support. */
export function keyOperator({ operator }: KeyCondition): KeyOperator {
  const found = KEY_OPERATORS.find((known) => known === operator);
  if (!found) throw validation("Attempted conditional constraint is not an indexable operation");
  return found;
}

function collect(condition: Condition, conditions: KeyConditions): void {
  switch (condition.node) {
    case "and":
      collect(condition.left, conditions);
      collect(condition.right, conditions);
      return;
    case "comparison":
      if (condition.comparator === "<>") throw invalidOperator("<>");
      comparison(condition.comparator, condition.left, condition.right, conditions);
      return;
    case "between":
      if (condition.operand.node !== "path") throw keyMustBeFirst("BETWEEN");
      add(conditions, "BETWEEN", [condition.operand, condition.lower, condition.upper]);
      return;
    case "begins":
      if (condition.operand.node !== "path") throw keyMustBeFirst("begins_with");
      add(conditions, "BEGINS_WITH", [condition.operand, condition.prefix]);
      return;
    case "or":
    case "not":
    case "in":
      throw invalidOperator(condition.node.toUpperCase());
    case "exists":
      throw invalidOperator(condition.negated ? "attribute_not_exists" : "attribute_exists");
    case "type":
      throw invalidOperator("attribute_type");
    case "contains":
      throw invalidOperator("contains");
  }
}

function comparison(
  comparator: Exclude<Comparator, "<>">,
  left: Operand,
  right: Operand,
  conditions: KeyConditions,
): void {
  const swapped = left.node !== "path" && right.node === "path";
  const operator = OPERATORS[swapped ? MIRRORED[comparator] : comparator];
  add(conditions, operator, swapped ? [right, left] : [left, right]);
}

function add(conditions: KeyConditions, operator: KeyOperator, operands: Operand[]): void {
  let name: string | undefined;
  const values: AttributeValue[] = [];
  for (const operand of operands) {
    switch (operand.node) {
      case "size":
        throw validation("KeyConditionExpressions cannot contain nested operations");
      case "value":
        values.push(operand.value);
        break;
      case "path":
        if (name !== undefined) {
          throw validation(
            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
          );
        }
        if (operand.path.length > 1) {
          throw validation("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        name = String(operand.path[0]);
    }
  }
  if (name === undefined) {
    throw validation("Invalid condition in KeyConditionExpression: No key attribute specified");
  }
  if (conditions.has(name)) {
    throw validation("KeyConditionExpressions must only contain one condition per key");
  }
  conditions.set(name, { operator, values });
}

function checkOperands(operator: LegacyOperator, values: AttributeValue[]): void {
  const allowed =
    operator === "EQ"
      ? ["S", "N", "B", "SS", "NS", "BS"]
      : operator === "BEGINS_WITH"
        ? ["S", "B"]
        : ["S", "N", "B"];
  for (const value of values) {
    const type = typeOf(value);
    if (allowed.includes(type)) continue;
    throw validation(
      `One or more parameter values were invalid: ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`,
    );
  }
}

function invalidOperator(operator: string): Error {
  return validation(`Invalid operator used in KeyConditionExpression: ${operator}`);
}

function keyMustBeFirst(operator: string): Error {
  return validation(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
  );
}
