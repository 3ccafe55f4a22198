import { invalidParameter } from "../errors.ts";
import type { Condition } from "../expressions/bound.ts";
import type { AttributeValue } from "../values/attributes.ts";
import { validateValue } from "../values/validate.ts";
import { checkBounds, checkCount, checkOneType, type LegacyOperator, test } from "./conditions.ts";

interface ExpectedAttribute {
  Value?: AttributeValue;
  Exists?: boolean;
  ComparisonOperator?: LegacyOperator;
  AttributeValueList?: AttributeValue[];
}

export interface ExpectedRequest {
  Expected?: Record<string, ExpectedAttribute>;
  ConditionalOperator?: "AND" | "OR";
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.Expected.html */
export function checkExpected({ Expected: expected = {} }: ExpectedRequest): void {
  for (const [name, attribute] of Object.entries(expected)) {
    const { Value: value, AttributeValueList: list } = attribute;
    if (value && list) {
      throw invalidParameter(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
    }
    if (attribute.ComparisonOperator) checkComparison(name, attribute.ComparisonOperator, attribute);
    else checkExistence(name, attribute);
  }
}

function checkComparison(name: string, operator: LegacyOperator, attribute: ExpectedAttribute): void {
  if (attribute.Exists !== undefined) {
    throw invalidParameter(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
  }
  const given = attribute.AttributeValueList ?? attribute.Value;
  if (operator !== "NULL" && operator !== "NOT_NULL" && !given) {
    throw invalidParameter(
      `Value or AttributeValueList must be used with ComparisonOperator: ${operator} for Attribute: ${name}`,
    );
  }
  const values = valuesOf(attribute);
  for (const value of values) validateValue(value, 1);
  checkCount(operator, values.length);
  checkOneType(values);
  if (operator === "BETWEEN") checkBounds(values);
}

function checkExistence(
  name: string,
  { Value: value, Exists: exists, AttributeValueList: list }: ExpectedAttribute,
): void {
  if (list) {
    throw invalidParameter(
      `AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`,
    );
  }
  if (exists !== false && !value) {
    throw invalidParameter(
      `Value must be provided when Exists is ${exists ?? "null"} for Attribute: ${name}`,
    );
  }
  if (exists === false && value) {
    throw invalidParameter(`Value cannot be used when Exists is false for Attribute: ${name}`);
  }
  if (value) validateValue(value, 1);
}

/** Converts the test to a condition expression. */
export function expectedCondition({ Expected, ConditionalOperator }: ExpectedRequest): Condition | undefined {
  let whole: Condition | undefined;
  for (const [name, attribute] of Object.entries(Expected ?? {})) {
    const operator = attribute.ComparisonOperator ?? (attribute.Exists === false ? "NULL" : "EQ");
    const one = test(name, operator, valuesOf(attribute));
    whole = whole ? { node: ConditionalOperator === "OR" ? "or" : "and", left: whole, right: one } : one;
  }
  return whole;
}

function valuesOf({ Value: value, AttributeValueList: list }: ExpectedAttribute): AttributeValue[] {
  return list ?? (value ? [value] : []);
}
