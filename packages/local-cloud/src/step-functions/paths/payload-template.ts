import { type Expression, pathExpression } from "./expression.ts";
import { intrinsicExpression } from "./intrinsic-call.ts";
import { PathSyntaxError, parsePath } from "./json-path.ts";

/**
 * Compiles Parameters, ResultSelector or ItemSelector: fields whose name ends in `.$` are replaced.
 * `problem` is called for each field that cannot be compiled, with its JSON pointer (below the
 * template) and its key.
 */
export function payloadTemplate(
  template: unknown,
  problem: (pointer: string, key: string, reason: string) => void,
  pointer = "",
): Expression {
  if (Array.isArray(template)) {
    const items = template.map((item, index) => payloadTemplate(item, problem, `${pointer}[${index}]`));
    if (items.every(isConstant)) return constant(template);
    return (input, evaluation) => items.map((item) => item(input, evaluation));
  }
  if (typeof template !== "object" || template === null) return constant(template);

  const fields: [name: string, value: Expression][] = [];
  const names = new Set<string>();
  for (const [key, value] of Object.entries(template)) {
    const dynamic = key.endsWith(".$");
    const name = dynamic ? key.slice(0, -2) : key;
    const at = `${pointer}/${key}`;
    if (names.has(name)) problem(at, key, `duplicates the field '${name}'`);
    names.add(name);
    fields.push([
      name,
      dynamic ? compileField(key, value, at, problem) : payloadTemplate(value, problem, at),
    ]);
  }
  if (fields.every(([, value]) => isConstant(value))) return constant(template);
  return (input, evaluation) => {
    const out: Record<string, unknown> = {};
    for (const [name, value] of fields) out[name] = value(input, evaluation);
    return out;
  };
}

function compileField(
  key: string,
  value: unknown,
  pointer: string,
  problem: (pointer: string, key: string, reason: string) => void,
): Expression {
  const invalid = "must be a valid JSONPath or a valid intrinsic function call";
  if (typeof value !== "string") {
    problem(pointer, key, invalid);
    return constant(null);
  }
  try {
    return value.startsWith("$") ? lookup(key, value) : intrinsicExpression(value);
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    problem(pointer, key, `${invalid} (${error.message})`);
    return constant(null);
  }
}

function lookup(key: string, path: string): Expression {
  return pathExpression(
    parsePath(path),
    (_, root) =>
      `The JSONPath '${path}' specified for the field '${key}' could not be found in the input '${JSON.stringify(root)}'`,
  );
}

const constants = new WeakSet<Expression>();

function constant(value: unknown): Expression {
  const expression: Expression = () => value;
  constants.add(expression);
  return expression;
}

function isConstant(expression: Expression): boolean {
  return constants.has(expression);
}
