import { type Expression, fieldPath } from "../paths/expression.ts";
import { intrinsicExpression } from "../paths/intrinsic-call.ts";
import { PathSyntaxError, parsePath, parseReferencePath } from "../paths/json-path.ts";
import { payloadTemplate } from "../paths/payload-template.ts";
import type { ResultPath } from "./definition.ts";
import type { Problems } from "./problems.ts";

const WHOLE: Expression = (input) => input;
const NOTHING: Expression = () => ({});
const ROOT: ResultPath = { text: "$", context: false, steps: [] };

/** Reads the fields of one object of a definition and reports their problems. */
export class Fields {
  readonly location: string;
  readonly problems: Problems;
  readonly #raw: Record<string, unknown>;

  constructor(raw: unknown, location: string, problems: Problems) {
    this.location = location;
    this.problems = problems;
    if (isObject(raw)) {
      this.#raw = raw;
    } else {
      this.#raw = {};
      problems.schema(location, "Expected value of type [Object]");
    }
  }

  /**
   * Reports every field that is not in `allowed`. `unsupported` explains fields that AWS supports
   * and this cloud does not.
   */
  only(allowed: ReadonlySet<string>, unsupported: Readonly<Record<string, string>> = {}): void {
    for (const name of Object.keys(this.#raw)) {
      if (allowed.has(name)) continue;
      const reason = Object.hasOwn(unsupported, name) ? unsupported[name] : undefined;
      this.problems.schema(this.at(name), reason ?? `Field '${name}' is not supported`);
    }
  }

  /** Reports a QueryLanguage other than the default. */
  refuseJsonata(): void {
    if (this.has("QueryLanguage") && this.get("QueryLanguage") !== "JSONPath") {
      this.wrong(
        "QueryLanguage",
        "QueryLanguage JSONata is not supported by the local cloud: write JSONPath",
      );
    }
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#raw, name);
  }

  get(name: string): unknown {
    return this.has(name) ? this.#raw[name] : undefined;
  }

  at(name: string): string {
    return `${this.location === "/" ? "" : this.location}/${name}`;
  }

  wrong(name: string, message: string): void {
    this.problems.schema(this.at(name), message);
  }

  require(...names: string[]): void {
    const missing = names.filter((name) => !this.has(name));
    if (missing.length === 0) return;
    this.problems.schema(this.location, `These fields are required: [${missing.join(", ")}]`);
  }

  /** Reports if more than one of the fields is present, or none although one is `required`. */
  oneOf(names: readonly string[], required: boolean): void {
    const present = names.filter((name) => this.has(name));
    if (present.length > 1) {
      this.problems.schema(this.location, `Only one of the fields [${names.join(", ")}] may be specified`);
    } else if (required && present.length === 0) {
      this.problems.schema(this.location, `One of the fields [${names.join(", ")}] is required`);
    }
  }

  string(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (typeof value === "string") return value;
    this.wrong(name, "Expected value of type [String]");
    return undefined;
  }

  number(name: string, { least, integer = true }: { least: number; integer?: boolean }): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (typeof value !== "number" || (integer && !Number.isInteger(value))) {
      this.wrong(name, `Expected value of type [${integer ? "Integer" : "Float"}]`);
      return undefined;
    }
    if (value < least) {
      this.wrong(name, `Value is less than the minimum allowed value ${least}`);
      return undefined;
    }
    return value;
  }

  list(name: string): readonly unknown[] {
    const value = this.get(name);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value as readonly unknown[];
    this.wrong(name, "Expected value of type [Array]");
    return [];
  }

  /** InputPath and OutputPath: the whole value by default, `{}` for null. */
  filter(name: string): Expression {
    if (this.get(name) === null) return NOTHING;
    return this.path(name) ?? WHOLE;
  }

  path(name: string): Expression | undefined {
    return this.#compile(name, "Value is not a valid JSONPath", (text) => {
      parsePath(text);
      return fieldPath(text);
    });
  }

  /** ErrorPath and CausePath accept intrinsic functions, too. */
  pathOrIntrinsic(name: string): Expression | undefined {
    return this.#compile(name, "Value is not a valid JSONPath or intrinsic function call", (text) =>
      text.startsWith("$") ? fieldPath(text) : intrinsicExpression(text),
    );
  }

  /** A path to a single value. */
  referencePath(name: string): Expression | undefined {
    return this.#compile(name, "Value is not a Reference Path", (text) => {
      parseReferencePath(text);
      return fieldPath(text);
    });
  }

  resultPath(): ResultPath {
    if (this.get("ResultPath") === null) return "discard";
    const path = this.#compile("ResultPath", "Value is not a Reference Path", (text) => {
      const reference = parseReferencePath(text);
      if (reference.context) throw new PathSyntaxError("the context object cannot be written");
      return reference;
    });
    return path ?? ROOT;
  }

  template(name: string): Expression | undefined {
    if (!this.has(name)) return undefined;
    return payloadTemplate(this.get(name), (pointer, key, reason) =>
      this.problems.schema(`${this.at(name)}${pointer}`, `The value for the field '${key}' ${reason}`),
    );
  }

  #compile<T>(name: string, complaint: string, compile: (text: string) => T): T | undefined {
    const text = this.string(name);
    if (text === undefined) return undefined;
    try {
      return compile(text);
    } catch (error) {
      if (!(error instanceof PathSyntaxError)) throw error;
      this.wrong(name, `${complaint} (${error.message})`);
      return undefined;
    }
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
