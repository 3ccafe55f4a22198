import { validation } from "../errors.ts";
import { type Members, type Shape, type TextConstraints, tablePattern } from "./shapes.ts";

const MAX_ERRORS = 10;

/** Checks the constraints of a shape; AWS reports up to ten violations in one message. */
export function checkConstraints(data: Record<string, unknown>, members: Members): void {
  if (members["TableName"] === tablePattern) checkTableName(data["TableName"]);
  const errors: string[] = [];
  checkMembers(data, members, "", errors);
  if (errors.length === 0) return;
  const plural = errors.length > 1 ? "s" : "";
  throw validation(`${errors.length} validation error${plural} detected: ${errors.join("; ")}`);
}

/** Control-plane calls check the table's name first, by rules of their own. */
function checkTableName(name: unknown): void {
  if (typeof name !== "string") {
    throw validation("The parameter 'TableName' is required but was not present in the request");
  }
  if (name.length < 3 || name.length > 255) {
    throw validation("TableName must be at least 3 characters long and at most 255 characters long");
  }
}

function checkMembers(data: Record<string, unknown>, members: Members, path: string, errors: string[]): void {
  for (const name in members) {
    const shape = members[name] as Shape;
    const value = data[name];
    if (value === undefined && !shape.notNull) continue;
    checkValue(value, shape, `${path}${name.charAt(0).toLowerCase()}${name.slice(1)}`, errors);
  }
}

function checkValue(value: unknown, shape: Shape, path: string, errors: string[]): void {
  if (errors.length >= MAX_ERRORS) return;
  const fail = (constraint: string) => {
    if (errors.length >= MAX_ERRORS) return;
    const shown = value === undefined ? "null" : `'${describe(value)}'`;
    errors.push(`Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`);
  };
  if (value === undefined) {
    fail("Member must not be null");
    return;
  }
  switch (shape.kind) {
    case "string":
      for (const constraint of textFaults(value as string, shape)) fail(constraint);
      return;
    case "number":
      if (shape.min !== undefined && (value as number) < shape.min) {
        fail(`Member must have value greater than or equal to ${shape.min}`);
      }
      if (shape.max !== undefined && (value as number) > shape.max) {
        fail(`Member must have value less than or equal to ${shape.max}`);
      }
      return;
    case "list": {
      const elements = value as unknown[];
      if (shape.min !== undefined && elements.length < shape.min) fail(lengthAtLeast(shape.min));
      if (shape.max !== undefined && elements.length > shape.max) fail(lengthAtMost(shape.max));
      if (shape.of.kind === "value") return;
      for (const [index, element] of elements.entries()) {
        checkValue(element, shape.of, `${path}.${index + 1}.member`, errors);
      }
      return;
    }
    case "map": {
      const entries = value as Record<string, unknown>;
      const keys = Object.keys(entries);
      if (shape.min !== undefined && keys.length < shape.min) fail(lengthAtLeast(shape.min));
      const { keys: keyConstraints, values } = shape;
      if (keyConstraints && keys.some((key) => textFaults(key, keyConstraints).length > 0)) {
        fail(`Map keys must satisfy constraint: [${allConstraints(keyConstraints).join(", ")}]`);
      }
      if (values && keys.some((key) => isOutside((entries[key] as unknown[]).length, values))) {
        fail(
          `Map value must satisfy constraint: [${lengthAtMost(values.max)}, ${lengthAtLeast(values.min)}]`,
        );
      }
      if (shape.of.kind === "value") return;
      for (const key of keys) checkValue(entries[key], shape.of, `${path}.${key}.member`, errors);
      return;
    }
    case "struct":
      checkMembers(value as Record<string, unknown>, shape.members, `${path}.`, errors);
      return;
    default:
  }
}

function textFaults(value: string, constraints: TextConstraints): string[] {
  const faults: string[] = [];
  const { enum: allowed, pattern, min, max } = constraints;
  if (allowed && !allowed.includes(value))
    faults.push(`Member must satisfy enum value set: [${allowed.join(", ")}]`);
  if (pattern && !pattern.test(value)) {
    faults.push(`Member must satisfy regular expression pattern: ${sourceOf(pattern)}`);
  }
  if (min !== undefined && value.length < min) faults.push(lengthAtLeast(min));
  if (max !== undefined && value.length > max) faults.push(lengthAtMost(max));
  return faults;
}

/** AWS lists all constraints of a map's keys if any of them is violated. */
function allConstraints({ pattern, min = 0, max = 0 }: TextConstraints): string[] {
  const constraints = [lengthAtMost(max), lengthAtLeast(min)];
  if (pattern) constraints.push(`Member must satisfy regular expression pattern: ${sourceOf(pattern)}`);
  return constraints;
}

/** AWS shows patterns without anchors. */
function sourceOf(pattern: RegExp): string {
  return pattern.source.slice(1, -1);
}

function isOutside(length: number, { min, max }: { min: number; max: number }): boolean {
  return length < min || length > max;
}

function lengthAtLeast(min: number): string {
  return `Member must have length greater than or equal to ${min}`;
}

function lengthAtMost(max: number): string {
  return `Member must have length less than or equal to ${max}`;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describe).join(", ")}]`;
  return typeof value === "string" ? value : JSON.stringify(value);
}
