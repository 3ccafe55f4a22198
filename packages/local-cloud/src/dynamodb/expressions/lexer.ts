import { validation } from "../errors.ts";

export type TokenKind = "word" | "name" | "value" | "number" | "symbol" | "end";

export interface Token {
  kind: TokenKind;
  text: string;
  start: number;
}

/** The request parameter of an expression, as error messages name it. */
export type ExpressionKind =
  | "ConditionExpression"
  | "FilterExpression"
  | "KeyConditionExpression"
  | "ProjectionExpression"
  | "UpdateExpression";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-expression-parameters */
const MAX_EXPRESSION_BYTES = 4096;
const MAX_NESTING = 150;
const TOKEN = /[ \t\r\n]+|[A-Za-z_][A-Za-z0-9_]*|[#:][A-Za-z0-9_]*|[0-9]+|<=|>=|<>|[^]/gy;

/** The tokens of one expression, read from left to right. */
export class Tokens {
  readonly kind: ExpressionKind;
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #position = 0;
  #depth = 0;

  constructor(kind: ExpressionKind, text: string) {
    this.kind = kind;
    this.#text = text;
    if (text.trim() === "") throw this.error("The expression can not be empty;");
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_EXPRESSION_BYTES) {
      throw this.error(`Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
    }
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
      const kind = kindOf(match[0]);
      if (kind) this.#tokens.push({ kind, text: match[0], start: match.index });
    }
    this.#tokens.push({ kind: "end", text: "<EOF>", start: text.length });
  }

  get next(): Token {
    return this.#tokens[this.#position] as Token;
  }

  get following(): Token {
    return (this.#tokens[this.#position + 1] ?? this.#tokens.at(-1)) as Token;
  }

  advance(): Token {
    const token = this.next;
    if (token.kind !== "end") this.#position += 1;
    return token;
  }

  at(symbol: string): boolean {
    return this.next.kind === "symbol" && this.next.text === symbol;
  }

  /** Keywords are case-insensitive. */
  atKeyword(keyword: string): boolean {
    return this.next.kind === "word" && this.next.text.toUpperCase() === keyword;
  }

  accept(symbol: string): boolean {
    if (!this.at(symbol)) return false;
    this.#position += 1;
    return true;
  }

  acceptKeyword(keyword: string): boolean {
    if (!this.atKeyword(keyword)) return false;
    this.#position += 1;
    return true;
  }

  expect(symbol: string): void {
    if (!this.accept(symbol)) throw this.unexpected();
  }

  expectKeyword(keyword: string): void {
    if (!this.acceptKeyword(keyword)) throw this.unexpected();
  }

  /** Parses a parenthesised part. The depth is limited so that nesting cannot exhaust the stack. */
  nested<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) throw this.unexpected();
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  expectEnd(): void {
    if (this.next.kind !== "end") throw this.unexpected();
  }

  /** The error for the next token, with its neighbours as AWS shows them. */
  unexpected(): Error {
    const token = this.next;
    const from = this.#tokens[this.#position - 1]?.start ?? token.start;
    const following = this.#tokens[this.#position + 1];
    const to =
      following && following.kind !== "end" ? following.start + following.text.length : this.#text.length;
    const near = this.#text.slice(from, to).trimEnd();
    return this.error(`Syntax error; token: "${token.text}", near: "${near}"`);
  }

  error(message: string): Error {
    return invalidExpression(this.kind, message);
  }
}

export function invalidExpression(kind: ExpressionKind, message: string): Error {
  return validation(`Invalid ${kind}: ${message}`);
}

function kindOf(text: string): TokenKind | undefined {
  const first = text.charCodeAt(0);
  if (first === 32 || first === 9 || first === 10 || first === 13) return undefined;
  if (first === 35) return "name";
  if (first === 58) return "value";
  if (first >= 48 && first <= 57) return "number";
  if ((first >= 65 && first <= 90) || (first >= 97 && first <= 122) || first === 95) return "word";
  return "symbol";
}
