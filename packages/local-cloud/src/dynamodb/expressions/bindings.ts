import { validation } from "../errors.ts";
import type { Attributes, AttributeValue } from "../values/attributes.ts";
import { validateValue } from "../values/validate.ts";
import type { PathNode, ValueNode } from "./ast.ts";

/** The position of a value in an item: attribute names and list indexes. */
export type Path = (string | number)[];

/** The members of a request that expressions refer to. */
export interface ExpressionInput {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Attributes;
}

const PLACEHOLDER = /^[#:][0-9a-zA-Z_]+$/;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-expression-parameters */
const MAX_SUBSTITUTION_BYTES = 2 * 1024 * 1024;

/**
 * The names and values that the expressions of one request share. It records which of them were
 * used.
 */
export class Bindings {
  readonly #names: Record<string, string> | undefined;
  readonly #values: Attributes | undefined;
  readonly #usedNames = new Set<string>();
  readonly #usedValues = new Set<string>();

  constructor(input: ExpressionInput) {
    this.#names = input.ExpressionAttributeNames;
    this.#values = input.ExpressionAttributeValues;
    if (this.#names) checkNames(this.#names);
    if (this.#values) checkValues(this.#values);
  }

  /** The attribute name behind a placeholder, or undefined when the request does not define it. */
  name(placeholder: string): string | undefined {
    const names = this.#names;
    if (!names || !Object.hasOwn(names, placeholder)) return undefined;
    this.#usedNames.add(placeholder);
    return names[placeholder];
  }

  value(node: ValueNode): AttributeValue | undefined {
    const values = this.#values;
    if (!values || !Object.hasOwn(values, node.name)) return undefined;
    this.#usedValues.add(node.name);
    return values[node.name];
  }

  /**
   * The path with its placeholders replaced; `undefinedName` is called for one that the request
   * does not define.
   */
  path(node: PathNode, undefinedName: (placeholder: string) => void): Path {
    return node.elements.map((element) => {
      if (typeof element === "number" || element.charCodeAt(0) !== 35) return element;
      const name = this.name(element);
      if (name === undefined) undefinedName(element);
      return name ?? element;
    });
  }

  /** Call after all expressions are bound: a request must use every name and value it defines. */
  checkAllUsed(): void {
    if (this.#names) checkUsed("ExpressionAttributeNames", this.#names, this.#usedNames);
    if (this.#values) checkUsed("ExpressionAttributeValues", this.#values, this.#usedValues);
  }
}

function checkNames(names: Record<string, string>): void {
  const placeholders = Object.keys(names);
  if (placeholders.length === 0) throw validation("ExpressionAttributeNames must not be empty");
  checkPlaceholders("ExpressionAttributeNames", placeholders, "#");
  for (const placeholder of placeholders) {
    const name = names[placeholder] ?? "";
    if (name === "" || name.length > 65_535) {
      throw validation(
        `ExpressionAttributeNames contains invalid value: ${name === "" ? "Attribute name must not be empty" : "Attribute name is too long"}; key: "${placeholder}"`,
      );
    }
  }
}

function checkValues(values: Attributes): void {
  const placeholders = Object.keys(values);
  if (placeholders.length === 0) throw validation("ExpressionAttributeValues must not be empty");
  checkPlaceholders("ExpressionAttributeValues", placeholders, ":");
  for (const placeholder of placeholders) {
    const value = values[placeholder];
    if (!value) continue;
    try {
      validateValue(value, 1);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw validation(`ExpressionAttributeValues contains invalid value: ${message} for key ${placeholder}`);
    }
  }
}

function checkPlaceholders(parameter: string, placeholders: string[], sigil: string): void {
  let bytes = 0;
  for (const placeholder of placeholders) {
    bytes += placeholder.length;
    if (placeholder.startsWith(sigil) && PLACEHOLDER.test(placeholder)) continue;
    throw validation(`${parameter} contains invalid key: Syntax error; key: "${placeholder}"`);
  }
  if (bytes > MAX_SUBSTITUTION_BYTES) {
    throw validation(`${parameter} exceeds max size`);
  }
}

function checkUsed(parameter: string, defined: object, used: Set<string>): void {
  const placeholders = Object.keys(defined);
  if (placeholders.length === used.size) return;
  const unused = placeholders.filter((placeholder) => !used.has(placeholder));
  throw validation(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(", ")}}`);
}

export function describePath(path: Path): string {
  return `[${path.map((element) => (typeof element === "number" ? `[${element}]` : element)).join(", ")}]`;
}
