import { evaluationError } from "../asl/failure.ts";
import { type Expression, pathExpression } from "./expression.ts";
import { intrinsicFunctions } from "./intrinsic-functions.ts";
import { PathSyntaxError, parsePath } from "./json-path.ts";

/**
 * Compiles a call such as `States.Format('Hello {}', $.name)`. Arguments are single-quoted strings,
 * numbers, `true`, `false`, `null`, paths and further calls.
 * @throws PathSyntaxError
 */
export function intrinsicExpression(text: string): Expression {
  const parser = new Parser(text);
  const call = parser.call();
  parser.end();
  return call;
}

const FUNCTION = /\s*(States\.[A-Za-z0-9]+)\s*\(/y;
const LITERAL = /\s*(?:'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;
const PATH = /\s*(\$(?:\[(?:'(?:[^'\\]|\\.)*'|[^\]'])*\]|[^,()\s[])*)/y;
const COMMA = /\s*,/y;
const CLOSE = /\s*\)/y;
/** A query with a filter contains balanced parentheses, which PATH does not match. */
const FILTER = /\?\(/;

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    if (FILTER.test(text)) {
      throw new PathSyntaxError(`filters inside intrinsic functions are not supported: ${text}`);
    }
  }

  call(): Expression {
    const start = this.#at;
    const name = this.#take(FUNCTION)?.[1];
    if (!name) throw this.#broken();
    const intrinsic = Object.hasOwn(intrinsicFunctions, name) ? intrinsicFunctions[name] : undefined;
    if (!intrinsic) throw new PathSyntaxError(`unknown intrinsic function ${name}`);
    const values: Expression[] = [];
    if (!this.#take(CLOSE)) {
      do values.push(this.#argument(name === "States.Format" && values.length === 0));
      while (this.#take(COMMA));
      if (!this.#take(CLOSE)) throw this.#broken();
    }
    const [least, most] = intrinsic.arity;
    if (values.length < least || values.length > most) {
      throw new PathSyntaxError(`wrong number of arguments for ${name}`);
    }
    const source = this.#text.slice(start, this.#at).trim();
    return (input, evaluation) => {
      const evaluated = values.map((value) => value(input, evaluation));
      try {
        return intrinsic.call(evaluated, evaluation.random);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw evaluationError(
          `The function '${source}' had the following error: ${reason}`,
          "States.IntrinsicFailure",
        );
      }
    };
  }

  end(): void {
    if (this.#text.slice(this.#at).trim() !== "") throw this.#broken();
  }

  #argument(isTemplate: boolean): Expression {
    const literal = this.#take(LITERAL);
    if (literal) {
      const value = literalValue(literal, isTemplate);
      return () => value;
    }
    const path = this.#take(PATH)?.[1];
    if (path !== undefined) {
      return pathExpression(
        parsePath(path),
        (_, root) =>
          `The JSONPath '${path}' specified for the function argument could not be found in the input '${JSON.stringify(root)}'`,
      );
    }
    return this.call();
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #broken(): PathSyntaxError {
    return new PathSyntaxError(`not a valid intrinsic function call: ${this.#text}`);
  }
}

function literalValue([, quoted, number, word]: RegExpExecArray, isTemplate: boolean): unknown {
  // The template of States.Format resolves escaped braces and backslashes itself.
  if (quoted !== undefined)
    return isTemplate ? quoted.replaceAll("\\'", "'") : quoted.replaceAll(/\\(.)/g, "$1");
  if (number !== undefined) return Number(number);
  return JSON.parse(word ?? "null") as unknown;
}
