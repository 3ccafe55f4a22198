import { serialization, validation } from "../errors.ts";
import type { Members, Shape } from "./shapes.ts";

/**
 * Checks that a request has the types of its shape, with the messages of AWS's deserializer. Null
 * members count as absent, unknown ones are ignored. Changes `data` in place; it comes fresh from
 * the parser.
 */
export function checkMembers(data: Record<string, unknown>, members: Members): void {
  for (const name in members) {
    const value = data[name];
    if (value === undefined) continue;
    if (value === null) delete data[name];
    else data[name] = checkType(value, members[name] as Shape);
  }
}

function checkType(value: unknown, shape: Shape, depth = 0): unknown {
  switch (shape.kind) {
    case "string":
      return typeof value === "string" ? value : refuseScalar(value, "String", "java.lang.String");
    case "number":
      if (typeof value !== "number") return refuseScalar(value, shape.type, `java.lang.${shape.type}`);
      return shape.type === "Double" ? value : Math.floor(value);
    case "boolean":
      return checkBoolean(value);
    case "blob":
      return checkBlob(value);
    case "value":
      return checkValue(value, shape.position, depth);
    case "list":
      return checkList(value, shape.of, shape.parameterized ?? false);
    case "map":
      return checkMap(value, shape.of, shape.valueType, shape.parameterized ?? false);
    case "struct": {
      const content = structure(value, shape.position, shape.type);
      for (const name in content) if (!Object.hasOwn(shape.members, name)) delete content[name];
      checkMembers(content, shape.members);
      return content;
    }
  }
}

function refuseScalar(value: unknown, type: string, collection: string): never {
  if (typeof value === "object") throw misplacedContainer(value, collection);
  throw serialization(`${describeScalar(value)} cannot be converted to ${type}`);
}

function misplacedContainer(value: unknown, collection: string): Error {
  return serialization(
    Array.isArray(value)
      ? `Unrecognized collection type class ${collection}`
      : "Start of structure or map found where not expected",
  );
}

function describeScalar(value: unknown): string {
  if (value === true) return "TRUE_VALUE";
  if (value === false) return "FALSE_VALUE";
  if (typeof value === "string") return "STRING_VALUE";
  return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
}

function checkBoolean(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return refuseScalar(value, "Boolean", "java.lang.Boolean");
  const upper = value.toUpperCase();
  if (upper === "TRUE" || upper === "1" || upper === "YES") return true;
  if (upper === "FALSE" || upper === "0" || upper === "NO") return false;
  throw serialization("Unexpected token received from parser");
}

function checkBlob(value: unknown): string {
  if (typeof value !== "string") {
    if (typeof value === "object") throw misplacedContainer(value, "java.nio.ByteBuffer");
    throw serialization("only base-64-encoded strings are convertible to bytes");
  }
  if (value.length % 4 !== 0) {
    throw serialization(`Base64 encoded length is expected a multiple of 4 bytes but found: ${value.length}`);
  }
  if (Buffer.from(value, "base64").toString("base64") !== value) {
    throw serialization("Invalid last non-pad Base64 character dectected");
  }
  return value;
}

const CLASS_CAST =
  "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";

function checkList(value: unknown, of: Shape, parameterized: boolean, depth = 0): unknown[] {
  if (typeof value !== "object") {
    throw serialization(parameterized ? CLASS_CAST : "Unexpected field type");
  }
  if (!Array.isArray(value)) throw serialization("Start of structure or map found where not expected");
  const content = value as unknown[];
  for (let index = 0; index < content.length; index += 1) {
    const element = content[index];
    // A null element counts as an empty structure. Its missing members are reported like those of
    // any other.
    if (element === null)
      content[index] = of.kind === "string" || of.kind === "blob" ? "" : checkType({}, of);
    else content[index] = checkType(element, of, depth);
  }
  return content;
}

function checkMap(
  value: unknown,
  of: Shape,
  valueType: string,
  parameterized: boolean,
  depth = 0,
): Record<string, unknown> {
  if (typeof value !== "object") {
    throw serialization(parameterized ? CLASS_CAST : "Unexpected field type");
  }
  if (Array.isArray(value)) {
    throw serialization(`Unrecognized collection type java.util.Map<java.lang.String, ${valueType}>`);
  }
  const content = value as Record<string, unknown>;
  for (const name in content) {
    const entry = content[name];
    if (entry === null && of.kind === "string") {
      delete content[name];
      continue;
    }
    const checked = checkType(entry === null ? {} : entry, of, depth);
    if (checked !== entry) replace(content, name, checked);
  }
  return content;
}

function replace(content: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(content, name, { value, enumerable: true, configurable: true, writable: true });
}

function structure(value: unknown, position: "element" | "member", type: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) {
    throw serialization(
      position === "element" ? "Unexpected value type in payload" : "Unexpected field type",
    );
  }
  if (Array.isArray(value)) {
    throw serialization(`Unrecognized collection type class com.amazonaws.dynamodb.v20120810.${type}`);
  }
  return value as Record<string, unknown>;
}

const STRINGS: Shape = { kind: "string" };
const BLOBS: Shape = { kind: "blob" };
const VALUES: Shape = { kind: "value", position: "element" };

/**
 * Deeper values are refused before they exhaust the stack. The limit on stored items is lower and
 * checked later.
 */
const MAX_DEPTH = 200;

function checkValue(value: unknown, position: "element" | "member", depth = 0): unknown {
  if (depth > MAX_DEPTH) throw validation("Nesting Levels have exceeded supported limits");
  const content = structure(value, position, "AttributeValue");
  for (const type in content) {
    const payload = content[type];
    if (payload === null) {
      delete content[type];
      continue;
    }
    switch (type) {
      case "S":
      case "N":
        if (typeof payload !== "string") refuseScalar(payload, "String", "java.lang.String");
        break;
      case "BOOL":
      case "NULL":
        if (typeof payload !== "boolean") content[type] = checkBoolean(payload);
        break;
      case "B":
        checkBlob(payload);
        break;
      case "M":
        checkMap(payload, VALUES, "com.amazonaws.dynamodb.v20120810.AttributeValue", false, depth + 1);
        break;
      case "L":
        checkList(payload, VALUES, false, depth + 1);
        break;
      case "SS":
      case "NS":
        checkList(payload, STRINGS, false);
        break;
      case "BS":
        checkList(payload, BLOBS, false);
        break;
      default:
        delete content[type];
    }
  }
  return content;
}
