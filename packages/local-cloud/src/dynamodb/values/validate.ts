import { invalidParameter, validation } from "../errors.ts";
import { type Attributes, type AttributeValue, setAttribute } from "./attributes.ts";
import { canonicalNumber } from "./decimal.ts";

const MAX_NESTING = 32;

/**
 * Checks the values of a request and makes their numbers canonical, in place: only the request
 * holds them.
 */
export function validateAttributes(attributes: Attributes): void {
  for (const name in attributes) {
    const value = attributes[name];
    if (value) validateValue(value, 1);
  }
}

export function validateValue(value: AttributeValue, depth: number): void {
  let types = 0;
  for (const type in value) {
    types += 1;
    switch (type) {
      case "S":
      case "B":
      case "BOOL":
        break;
      default:
        validateMember(value, type, depth);
    }
  }
  if (types === 1) return;
  throw validation(
    types === 0
      ? "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
      : "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
  );
}

function validateMember(value: Record<string, unknown>, type: string, depth: number): void {
  const content = value[type];
  switch (type) {
    case "N":
      value["N"] = canonicalNumber(content as string);
      return;
    case "NULL":
      if (content !== true) throw invalidParameter("Null attribute value types must have the value of true");
      return;
    case "M":
      checkDepth(depth);
      for (const name in content as Attributes) {
        const member = (content as Attributes)[name];
        if (member) validateValue(member, depth + 1);
      }
      return;
    case "L":
      checkDepth(depth);
      for (const member of content as AttributeValue[]) validateValue(member, depth + 1);
      return;
    case "SS":
    case "BS":
      validateSet(content as string[], type);
      return;
    case "NS": {
      const numbers = content as string[];
      if (numbers.length === 0) throw invalidParameter("An number set  may not be empty");
      value["NS"] = numbers.map(canonicalNumber);
      if (hasDuplicates(value["NS"] as string[])) throw validation("Input collection contains duplicates");
    }
  }
}

function checkDepth(depth: number): void {
  if (depth > MAX_NESTING) throw validation("Nesting Levels have exceeded supported limits");
}

function validateSet(content: string[], type: "SS" | "BS"): void {
  if (content.length === 0) {
    throw invalidParameter(
      type === "SS" ? "An string set  may not be empty" : "Binary sets should not be empty",
    );
  }
  if (!hasDuplicates(content)) return;
  const list = `[${content.join(", ")}]`;
  throw invalidParameter(
    type === "SS"
      ? `Input collection ${list} contains duplicates.`
      : `Input collection ${list}of type BS contains duplicates.`,
  );
}

function hasDuplicates(content: string[]): boolean {
  return content.length > 1 && new Set(content).size < content.length;
}

/** The attributes with the given names, for keys and projections of an index. */
export function pick(attributes: Attributes, names: Iterable<string>): Attributes {
  const picked: Attributes = {};
  for (const name of names) {
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (value) setAttribute(picked, name, value);
  }
  return picked;
}
