import type { AttributeValue } from "../../kernel/attribute-value.ts";

export type { AttributeValue };

/**
 * An item, a key or the content of a map. Values are shared between items and must never be changed
 * in place.
 */
export type Attributes = Record<string, AttributeValue>;

export type AttributeType = "S" | "N" | "B" | "BOOL" | "NULL" | "SS" | "NS" | "BS" | "L" | "M";
export type KeyType = "S" | "N" | "B";
export type SetType = "SS" | "NS" | "BS";

export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  "S",
  "N",
  "B",
  "BOOL",
  "NULL",
  "SS",
  "NS",
  "BS",
  "L",
  "M",
];

/** The type of an attribute value: the name of its only member. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  return "NULL";
}

/** Reads an attribute. Inherited names such as `constructor` must not be found. */
export function attribute(attributes: Attributes, name: string): AttributeValue | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** Sets an attribute of a map that only the caller holds. `__proto__` is a valid name. */
export function setAttribute(attributes: Attributes, name: string, value: AttributeValue): void {
  if (name === "__proto__") {
    Object.defineProperty(attributes, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    attributes[name] = value;
  }
}

/** The value as an untyped record, for access by a type known at run time. */
export function payload(value: AttributeValue, type: string): unknown {
  return (value as Record<string, unknown>)[type];
}

export function members(value: AttributeValue, type: SetType): string[] {
  return payload(value, type) as string[];
}

export function isSetType(type: string): type is SetType {
  return type === "SS" || type === "NS" || type === "BS";
}
