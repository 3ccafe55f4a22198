import {
  type Attributes,
  type AttributeValue,
  attribute,
  isSetType,
  members,
  typeOf,
} from "../values/attributes.ts";
import { order, sameValue } from "../values/compare.ts";
import { base64Length, bytesOf } from "../values/text.ts";
import type { Comparator } from "./ast.ts";
import type { Path } from "./bindings.ts";
import type { Condition, Operand } from "./bound.ts";

/** Returns true if the item meets the condition. A missing item has no attributes. */
export function matches(condition: Condition, item: Attributes): boolean {
  switch (condition.node) {
    case "and":
      return matches(condition.left, item) && matches(condition.right, item);
    case "or":
      return matches(condition.left, item) || matches(condition.right, item);
    case "not":
      return !matches(condition.condition, item);
    case "exists":
      return (valueAt(item, condition.path) !== undefined) !== condition.negated;
    case "comparison":
      return compare(condition.comparator, resolve(condition.left, item), resolve(condition.right, item));
    case "between": {
      const value = resolve(condition.operand, item);
      return (
        compare(">=", value, resolve(condition.lower, item)) &&
        compare("<=", value, resolve(condition.upper, item))
      );
    }
    case "in": {
      const value = resolve(condition.operand, item);
      return condition.candidates.some((candidate) => compare("=", value, resolve(candidate, item)));
    }
    case "type": {
      const value = resolve(condition.operand, item);
      return value !== undefined && typeOf(value) === condition.type;
    }
    case "begins":
      return beginsWith(resolve(condition.operand, item), resolve(condition.prefix, item));
    case "contains":
      return contains(resolve(condition.operand, item), resolve(condition.member, item));
  }
}

/** The value at a path; undefined if the item has none. */
export function valueAt(item: Attributes, path: Path): AttributeValue | undefined {
  let value = attribute(item, path[0] as string);
  for (let depth = 1; value !== undefined && depth < path.length; depth += 1) {
    const element = path[depth] as string | number;
    if (typeof element === "number") value = "L" in value ? value.L[element] : undefined;
    else value = "M" in value ? attribute(value.M, element) : undefined;
  }
  return value;
}

function resolve(operand: Operand, item: Attributes): AttributeValue | undefined {
  switch (operand.node) {
    case "value":
      return operand.value;
    case "path":
      return valueAt(item, operand.path);
    case "size":
      return sizeOf(resolve(operand.operand, item));
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Functions */
function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  if (!value) return undefined;
  // "The length of the string", in UTF-16 units: the size of an item counts UTF-8 bytes instead.
  if ("S" in value) return { N: String(value.S.length) };
  if ("B" in value) return { N: String(base64Length(value.B)) };
  if ("L" in value) return { N: String(value.L.length) };
  if ("M" in value) return { N: String(Object.keys(value.M).length) };
  const type = typeOf(value);
  return isSetType(type) ? { N: String(members(value, type).length) } : undefined;
}

/** A comparison with a missing value or one of another type is false, except `<>`: it is true. */
function compare(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (!left || !right) return comparator === "<>";
  if (comparator === "=") return sameValue(left, right);
  if (comparator === "<>") return !sameValue(left, right);
  const difference = order(left, right);
  if (difference === undefined) return false;
  switch (comparator) {
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
  }
}

function beginsWith(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (!value || !prefix) return false;
  if ("S" in value && "S" in prefix) return value.S.startsWith(prefix.S);
  return "B" in value && "B" in prefix && bytesOf(value.B).startsWith(bytesOf(prefix.B));
}

function contains(value: AttributeValue | undefined, member: AttributeValue | undefined): boolean {
  if (!value || !member) return false;
  if ("S" in value) return "S" in member && value.S.includes(member.S);
  if ("B" in value) return "B" in member && bytesOf(value.B).includes(bytesOf(member.B));
  if ("L" in value) return value.L.some((element) => sameValue(element, member));
  if ("SS" in value) return "S" in member && value.SS.includes(member.S);
  if ("NS" in value) return "N" in member && value.NS.includes(member.N);
  return "BS" in value && "B" in member && value.BS.includes(member.B);
}
