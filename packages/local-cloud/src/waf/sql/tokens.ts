import { WORDS, type WordKind } from "./words.ts";

export type TokenKind =
  | WordKind
  | "number"
  | "string"
  | "variable"
  | "name"
  | "function"
  | "operator"
  | "comparison"
  | "logic"
  | "open"
  | "close"
  | "comma"
  | "semicolon"
  | "comment"
  | "other";

export interface Token {
  kind: TokenKind;
  /** Lower case; for a string, its content. */
  text: string;
  /** A string or comment that the input does not end. */
  unclosed?: boolean;
  quote?: string;
  /** A comment with readable text after its mark. */
  remark?: boolean;
}

/** The place of the input in a statement: as it is, or inside quotes. */
export type SqlContext = "" | "'" | '"';

/** No fragment needs more tokens to be recognised. */
const MOST_TOKENS = 256;

const SPACE = /[\s\0\v\u00a0]/;
const WORD_START = /[\p{L}_$]/u;
const WORD = /[\p{L}\p{N}_$.]*/uy;
const NUMBER = /0x[\da-f]+|0b[01]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy;
const OPERATOR = /<=>|<>|!=|>=|<=|:=|::|->>?|<<|>>|[=<>+\-*/%^|&~!:]/y;
const COMPARISONS: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", ">", "<=", ">=", "<=>"]);
const PUNCTUATION: Readonly<Record<string, TokenKind>> = {
  "(": "open",
  ")": "close",
  ",": "comma",
  ";": "semicolon",
};

/**
 * Reads `input` as SQL. Inside quotes the first token is the string that the input closes;
 * undefined if it does not close it, because then no SQL follows. Comments in the middle count as
 * white space; the last one is a token.
 */
export function tokenize(input: string, context: SqlContext): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  if (context !== "") {
    const string = readString(input, 0, context, false);
    if (string.unclosed) return undefined;
    tokens.push({ kind: "string", text: string.text, quote: context });
    at = string.end;
  }
  while (at < input.length && tokens.length < MOST_TOKENS) {
    const char = input[at] ?? "";
    if (SPACE.test(char)) {
      at += 1;
      continue;
    }
    const comment = readComment(input, at);
    if (comment) {
      if (comment.token) tokens.push(comment.token);
      at = comment.end;
      continue;
    }
    if (char === "'" || char === '"' || char === "`") {
      const { text, end, unclosed } = readString(input, at + 1, char, true);
      const kind = char === "`" ? "name" : "string";
      tokens.push({ kind, text: text.toLowerCase(), quote: char, ...(unclosed ? { unclosed } : {}) });
      at = end;
      continue;
    }
    const punctuation = PUNCTUATION[char];
    if (punctuation) {
      tokens.push({ kind: punctuation, text: char });
      at += 1;
      continue;
    }
    at = readPlain(input, at, char, tokens);
  }
  return tokens;
}

function readPlain(input: string, at: number, char: string, tokens: Token[]): number {
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(input)?.[0];
  if (number !== undefined) {
    // `1or` is a number and a keyword in MySQL; `12th` is a word in prose.
    WORD.lastIndex = at + number.length;
    const rest = WORD.exec(input)?.[0].toLowerCase() ?? "";
    const kind = WORDS.get(rest);
    if (rest === "" || kind === "logic" || kind === "union" || kind === "comparison") {
      tokens.push({ kind: "number", text: number });
      return at + number.length;
    }
    tokens.push({ kind: "name", text: number + rest });
    return at + number.length + rest.length;
  }
  if (WORD_START.test(char)) {
    WORD.lastIndex = at;
    const text = (WORD.exec(input)?.[0] ?? char).toLowerCase();
    const end = at + text.length;
    // String literals with a prefix: n'…', x'…', e'…', b'…'.
    if (text.length === 1 && "nxeb".includes(text) && input[end] === "'") return end;
    const call = /^\s{0,8}\(/.test(input.slice(end, end + 9));
    tokens.push({ kind: WORDS.get(text) ?? (call ? "function" : "name"), text });
    return end;
  }
  if (char === "@") {
    WORD.lastIndex = at + (input[at + 1] === "@" ? 2 : 1);
    const name = WORD.exec(input)?.[0] ?? "";
    tokens.push({ kind: name === "" ? "other" : "variable", text: `@${name.toLowerCase()}` });
    return WORD.lastIndex > at ? WORD.lastIndex : at + 1;
  }
  if (char === "[") {
    const bracketed = /^\[[\w ]{1,64}\]/.exec(input.slice(at, at + 66))?.[0];
    if (bracketed !== undefined) {
      tokens.push({ kind: "name", text: bracketed.toLowerCase() });
      return at + bracketed.length;
    }
  }
  if (input.startsWith("||", at) || input.startsWith("&&", at)) {
    tokens.push({ kind: "logic", text: input.slice(at, at + 2) });
    return at + 2;
  }
  OPERATOR.lastIndex = at;
  const operator = OPERATOR.exec(input)?.[0];
  if (operator !== undefined) {
    tokens.push({ kind: COMPARISONS.has(operator) ? "comparison" : "operator", text: operator });
    return at + operator.length;
  }
  tokens.push({ kind: "other", text: char });
  return at + (char >= "\ud800" && char <= "\udbff" ? 2 : 1);
}

/** A quote is escaped by doubling it and, if `escapes` is true, by a backslash. */
function readString(
  input: string,
  from: number,
  quote: string,
  escapes: boolean,
): { text: string; end: number; unclosed: boolean } {
  for (let at = from; at < input.length; at += 1) {
    const char = input[at];
    if (char === "\\" && escapes) at += 1;
    else if (char === quote) {
      if (input[at + 1] !== quote || !escapes)
        return { text: input.slice(from, at), end: at + 1, unclosed: false };
      at += 1;
    }
  }
  return { text: input.slice(from), end: input.length, unclosed: true };
}

function readComment(input: string, at: number): { token: Token | undefined; end: number } | undefined {
  if (input.startsWith("/*", at)) {
    const end = input.indexOf("*/", at + 2);
    if (end !== -1) return { token: undefined, end: end + 2 };
    return { token: { kind: "comment", text: "/*", unclosed: true }, end: input.length };
  }
  const mark = input[at] === "#" ? "#" : input.startsWith("--", at) ? "--" : undefined;
  if (mark === undefined) return undefined;
  const newline = input.indexOf("\n", at);
  if (newline !== -1 && /\S/.test(input.slice(newline, newline + 256)))
    return { token: undefined, end: newline + 1 };
  // Attackers write `-- -` and `--+`; people write a sentence.
  const rest = input.slice(at + mark.length).replace(/[\s+\-\0]+/g, "");
  const remark = rest.length > 1 || /['"`]/.test(rest);
  return { token: { kind: "comment", text: mark, remark }, end: input.length };
}
