import {
  type Attributes,
  type AttributeValue,
  attribute,
  isSetType,
  members,
  payload,
  typeOf,
} from "./attributes.ts";
import { compareNumbers, orderedNumber } from "./decimal.ts";
import { bytesOf, orderedText } from "./text.ts";

/** Deep equality; sets compare without order. */
export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true;
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (isSetType(type)) return sameMembers(members(a, type), members(b, type));
  if ("L" in a && "L" in b) {
    return a.L.length === b.L.length && a.L.every((value, index) => sameAt(value, b.L[index]));
  }
  if ("M" in a && "M" in b) return sameAttributes(a.M, b.M);
  return payload(a, type) === payload(b, type);
}

function sameAt(value: AttributeValue, other: AttributeValue | undefined): boolean {
  return other !== undefined && sameValue(value, other);
}

function sameMembers(a: string[], b: string[]): boolean {
  if (a.length !== b.length) return false;
  const known = new Set(a);
  return b.every((member) => known.has(member));
}

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const left = a[name];
    const right = attribute(b, name);
    return left !== undefined && right !== undefined && sameValue(left, right);
  });
}

/** Order of two scalars of one type; undefined when the types differ or have no order. */
export function order(a: AttributeValue, b: AttributeValue): number | undefined {
  if ("N" in a && "N" in b) return compareNumbers(a.N, b.N);
  if ("S" in a && "S" in b) return textOrder(orderedText(a.S), orderedText(b.S));
  if ("B" in a && "B" in b) return textOrder(bytesOf(a.B), bytesOf(b.B));
  return undefined;
}

function textOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * A string for a key value that sorts as DynamoDB sorts the value and is unique among values of its
 * type.
 */
export function orderedKey(value: AttributeValue): string {
  if ("S" in value) return orderedText(value.S);
  if ("N" in value) return orderedNumber(value.N);
  if ("B" in value) return bytesOf(value.B);
  throw new TypeError("Only strings, numbers and binaries can be keys.");
}
