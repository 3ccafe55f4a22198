import { AwsError } from "../kernel/wire.ts";

interface TextLimits {
  min?: number;
  max?: number;
  pattern?: RegExp;
}

/**
 * Reads the members of a JSON request one by one. Wrong types and violated constraints are refused
 * in AWS's words. `validationCode` is the service's error code for constraint violations. Error
 * messages never contain values, which may be secrets.
 */
export class Input {
  readonly #members: Record<string, unknown>;
  readonly #validationCode: string;

  constructor(members: Record<string, unknown>, validationCode: string) {
    this.#members = members;
    this.#validationCode = validationCode;
  }

  /** The same request with some members replaced. */
  with(members: Record<string, unknown>): Input {
    return new Input({ ...this.#members, ...members }, this.#validationCode);
  }

  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  text(name: string, limits: TextLimits = {}): string {
    return this.optionalText(name, limits) ?? this.#missing(name);
  }

  optionalText(name: string, limits: TextLimits = {}): string | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (typeof value !== "string") return wrongType(name, "String");
    const { min, max, pattern } = limits;
    if (min !== undefined && value.length < min) {
      this.#violation(name, `Member must have length greater than or equal to ${min}`);
    }
    if (max !== undefined && value.length > max) {
      this.#violation(name, `Member must have length less than or equal to ${max}`);
    }
    if (pattern && !pattern.test(value)) {
      this.#violation(name, `Member must satisfy regular expression pattern: ${pattern.source}`);
    }
    return value;
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    return this.optionalOneOf(name, values) ?? this.#missing(name);
  }

  optionalOneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.optionalText(name);
    if (value === undefined) return undefined;
    const known = values.find((candidate) => candidate === value);
    return known ?? this.#violation(name, `Member must satisfy enum value set: [${values.join(", ")}]`);
  }

  flag(name: string): boolean | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === "boolean") return value;
    return wrongType(name, "Boolean");
  }

  integer(name: string, limits: { min?: number; max?: number } = {}): number | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (typeof value !== "number" || !Number.isSafeInteger(value)) return wrongType(name, "Integer");
    const { min, max } = limits;
    if (min !== undefined && value < min) {
      this.#violation(name, `Member must have value greater than or equal to ${min}`);
    }
    if (max !== undefined && value > max) {
      this.#violation(name, `Member must have value less than or equal to ${max}`);
    }
    return value;
  }

  /** A timestamp in milliseconds; on the wire it is a number of seconds. */
  time(name: string): number | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    // Beyond this limit a date has more than four digits of year in ISO 8601.
    if (typeof value !== "number" || !(Math.abs(value) < 2.5e11)) return wrongType(name, "Timestamp");
    return Math.round(value * 1000);
  }

  texts(name: string): string[] | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return wrongType(name, "List");
    return value.map((item: unknown) => (typeof item === "string" ? item : wrongType(name, "String")));
  }

  /** A map of strings; empty when absent. As elsewhere, a null member counts as absent. */
  map(name: string): Record<string, string> {
    const value = this.#object(name);
    const map: Record<string, string> = {};
    for (const [key, item] of Object.entries(value ?? {})) {
      if (item === null) continue;
      if (typeof item !== "string") return wrongType(name, "String");
      // Assigning `__proto__`, which is a valid key, would change the map's prototype.
      Object.defineProperty(map, key, { value: item, enumerable: true, configurable: true, writable: true });
    }
    return map;
  }

  structure(name: string): Input | undefined {
    const value = this.#object(name);
    return value && new Input(value, this.#validationCode);
  }

  structures(name: string): Input[] | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return wrongType(name, "List");
    return value.map((item: unknown) => {
      if (!isObject(item)) return wrongType(name, "Structure");
      return new Input(item, this.#validationCode);
    });
  }

  bytes(name: string, limits: { min?: number; max?: number } = {}): Buffer {
    return this.optionalBytes(name, limits) ?? this.#missing(name);
  }

  optionalBytes(name: string, limits: { min?: number; max?: number } = {}): Buffer | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    const bytes = Buffer.from(text, "base64");
    // Node skips characters that are not base64. Such a blob would not be the one the caller sent.
    if (bytes.toString("base64") !== text) return wrongType(name, "Blob");
    const { min = 1, max } = limits;
    if (bytes.length < min) {
      this.#violation(name, `Member must have length greater than or equal to ${min}`);
    }
    if (max !== undefined && bytes.length > max) {
      this.#violation(name, `Member must have length less than or equal to ${max}`);
    }
    return bytes;
  }

  #value(name: string): unknown {
    // In the AWS JSON protocols a null member counts as absent.
    return Object.hasOwn(this.#members, name) ? (this.#members[name] ?? undefined) : undefined;
  }

  #object(name: string): Record<string, unknown> | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    return isObject(value) ? value : wrongType(name, "Structure");
  }

  #missing(name: string): never {
    throw new AwsError(
      this.#validationCode,
      `1 validation error detected: Value null at '${wireName(name)}' failed to satisfy constraint: Member must not be null`,
    );
  }

  #violation(name: string, constraint: string): never {
    throw new AwsError(
      this.#validationCode,
      `1 validation error detected: Value at '${wireName(name)}' failed to satisfy constraint: ${constraint}`,
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Constraint messages spell member names with a small first letter. */
function wireName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function wrongType(name: string, wanted: string): never {
  throw new AwsError("SerializationException", `Member ${name} can not be converted to a ${wanted}`);
}
