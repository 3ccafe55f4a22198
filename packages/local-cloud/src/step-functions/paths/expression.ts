import type { Random } from "../../kernel/random.ts";
import { evaluationError } from "../asl/failure.ts";
import {
  bracketNotation,
  find,
  MISSING,
  type Path,
  parsePath,
  query,
  type ReferencePath,
} from "./json-path.ts";

/** The values that an expression may use besides the state's input. */
export interface Evaluation {
  readonly random: Random;
  /**
   * The context object, `$$`.
   * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
   */
  context(): unknown;
}

/**
 * A compiled path, template or intrinsic call. Values are immutable and may be shared between input
 * and output.
 */
export type Expression = (input: unknown, evaluation: Evaluation) => unknown;

/** Selects by path. A missing value is an error with the text of `missing`. */
export function pathExpression(
  path: Path,
  missing: (path: ReferencePath, root: unknown) => string,
): Expression {
  if (path.kind === "query") {
    return (input, evaluation) => query(path, path.context ? evaluation.context() : input);
  }
  if (path.steps.length === 0 && !path.context) return (input) => input;
  return (input, evaluation) => {
    const root = path.context ? evaluation.context() : input;
    const value = find(path, root);
    if (value === MISSING) throw evaluationError(missing(path, root));
    return value;
  };
}

/** The path of InputPath, OutputPath, ItemsPath, SecondsPath and the like. */
export function fieldPath(text: string): Expression {
  return pathExpression(
    parsePath(text),
    (path) => `Invalid path '${text}' : No results for path: ${bracketNotation(path)}`,
  );
}
