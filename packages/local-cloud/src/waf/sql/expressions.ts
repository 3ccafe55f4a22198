import type { Token } from "./tokens.ts";
import { CATALOGUE, DANGEROUS_FUNCTIONS } from "./words.ts";

/** The properties of an SQL expression. */
export interface Expression {
  /** It compares two operands, as in `1=1` or `name like '%a'`. */
  compares: boolean;
  /** Every operand is a literal, a call or a variable: nothing that occurs in prose. */
  literal: boolean;
  /** At least one operand is a literal, a call or a variable. */
  anyLiteral: boolean;
  /**
   * It calls a dangerous function, or contains a sub-select or a CASE: an attack wherever SQL would
   * run it.
   */
  hostile: boolean;
  /** The value if the expression is one constant: `1`, `true`, `'1'`. */
  constant: string | undefined;
  /** It calls some function. */
  calls: boolean;
}

/** Reads SQL expressions from tokens. `at` advances with each token. */
export class ExpressionReader {
  readonly tokens: readonly Token[];
  at: number;

  constructor(tokens: readonly Token[], at: number) {
    this.tokens = tokens;
    this.at = at;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  /** Undefined if the next tokens are not an expression. */
  read(depth = 0): Expression | undefined {
    if (depth > 24) return undefined;
    const seen: Expression = {
      compares: false,
      literal: true,
      anyLiteral: false,
      hostile: false,
      constant: undefined,
      calls: false,
    };
    let operands = 0;
    for (;;) {
      if (!this.#operand(seen, depth)) return operands > 0 && seen.hostile ? seen : undefined;
      operands += 1;
      if (operands > 1) seen.constant = undefined;
      const next = this.peek();
      if (next?.kind === "operator") {
        this.at += 1;
        if (next.text === "::") this.at += 1;
        else continue;
      } else if (
        next?.kind === "comparison" ||
        (next?.kind === "prefix" && this.peek(1)?.kind === "comparison")
      ) {
        seen.compares = true;
        this.at += next.kind === "prefix" ? 2 : 1;
        if (next.text === "between") this.#between(seen, depth);
        else continue;
      }
      return seen;
    }
  }

  /** Skips past the matching parenthesis, or to the end if there is none. */
  skipParentheses(): Token[] {
    const from = this.at;
    let depth = 0;
    while (this.at < this.tokens.length) {
      const { kind } = this.tokens[this.at] as Token;
      this.at += 1;
      if (kind === "open") depth += 1;
      else if (kind === "close" && (depth -= 1) <= 0) break;
    }
    return this.tokens.slice(from, this.at);
  }

  #between(seen: Expression, depth: number): void {
    this.#operand(seen, depth);
    if (this.peek()?.text === "and") {
      this.at += 1;
      this.#operand(seen, depth);
    }
  }

  #operand(seen: Expression, depth: number): boolean {
    while (this.peek()?.kind === "prefix" || (this.peek()?.kind === "operator" && isSign(this.peek())))
      this.at += 1;
    const token = this.peek();
    switch (token?.kind) {
      case "number":
      case "string":
      case "variable":
      case "constant":
        this.at += 1;
        seen.constant = token.text;
        seen.anyLiteral = true;
        if (token.kind === "constant" && this.peek()?.kind === "open") this.skipParentheses();
        return true;
      case "function":
        return this.#call(token, seen);
      case "comparison": {
        // `mod(10,3)`, `like('a')`: operators that are functions too.
        if (this.peek(1)?.kind !== "open") return false;
        return this.#call(token, seen);
      }
      case "name":
        this.at += 1;
        if (CATALOGUE.test(token.text)) seen.anyLiteral = true;
        else seen.literal = false;
        return true;
      case "keyword":
        if (token.text === "case") return this.#case(seen);
        if (this.peek(1)?.kind === "open") return this.#call(token, seen);
        return false;
      case "statement":
        // `replace(…)` and `insert(…)` are functions as well.
        return this.peek(1)?.kind === "open" && token.text !== "select" ? this.#call(token, seen) : false;
      case "open":
        return this.#group(seen, depth);
      default:
        return false;
    }
  }

  #call(token: Token, seen: Expression): boolean {
    this.at += 1;
    seen.calls = true;
    seen.anyLiteral = true;
    if (DANGEROUS_FUNCTIONS.has(token.text)) seen.hostile = true;
    const content = this.skipParentheses();
    if (content.some(({ kind, text }) => kind === "function" && DANGEROUS_FUNCTIONS.has(text)))
      seen.hostile = true;
    for (const [index, { text }] of content.entries()) {
      if (text === "select" && selectsForReal(content, index + 1)) seen.hostile = true;
    }
    return true;
  }

  #case(seen: Expression): boolean {
    const words = this.tokens.slice(this.at, this.at + 64).map(({ text }) => text);
    if (!words.includes("when") || !words.includes("then")) return false;
    seen.hostile = true;
    this.at = this.tokens.length;
    return true;
  }

  #group(seen: Expression, depth: number): boolean {
    if (this.peek(1)?.text === "select") {
      if (!selectsForReal(this.tokens, this.at + 2)) return false;
      seen.hostile = true;
      seen.anyLiteral = true;
      this.skipParentheses();
      return true;
    }
    this.at += 1;
    for (;;) {
      const inner = this.read(depth + 1);
      if (!inner) return false;
      seen.compares ||= inner.compares;
      seen.literal &&= inner.literal;
      seen.anyLiteral ||= inner.anyLiteral;
      seen.hostile ||= inner.hostile;
      seen.calls ||= inner.calls;
      seen.constant = inner.constant;
      const next = this.peek();
      if (next?.kind !== "comma" && next?.kind !== "logic") break;
      this.at += 1;
    }
    // The application's own statement may close the parenthesis that the input opened.
    if (this.peek()?.kind === "close") this.at += 1;
    return this.peek() === undefined || this.peek(-1)?.kind === "close" || this.peek()?.kind === "comment";
  }
}

function isSign(token: Token | undefined): boolean {
  return token?.text === "+" || token?.text === "-" || token?.text === "~" || token?.text === "!";
}

/**
 * Returns true if the tokens after "select" are a select list and not a sentence: they begin with a
 * literal, a call, a variable or `*`, list several items, or read from a catalogue.
 */
export function selectsForReal(tokens: readonly Token[], from: number): boolean {
  let at = from;
  while (tokens[at]?.kind === "prefix" || tokens[at]?.text === "top") at += 1;
  const first = tokens[at];
  if (!first) return false;
  if (
    first.kind === "number" ||
    first.kind === "string" ||
    first.kind === "variable" ||
    first.kind === "function" ||
    first.kind === "constant" ||
    first.text === "*" ||
    first.text === "case"
  ) {
    return true;
  }
  if (first.kind === "open") return tokens[at + 1]?.text === "select" || selectsForReal(tokens, at + 1);
  if (first.kind !== "name") return false;
  for (let index = at; index < tokens.length && index < at + 64; index += 1) {
    const token = tokens[index];
    if (token?.kind === "comma" && index === at + 1 && tokens[index + 2]?.text === "from") return true;
    if (token?.kind === "name" && CATALOGUE.test(token.text)) return true;
  }
  // `select password from users` is SQL; a longer sentence is not.
  const end = tokens[at + 3];
  return (
    tokens[at + 1]?.text === "from" &&
    tokens[at + 2]?.kind === "name" &&
    (end === undefined ||
      end.kind === "comment" ||
      end.kind === "close" ||
      end.text === "where" ||
      end.text === "limit")
  );
}
