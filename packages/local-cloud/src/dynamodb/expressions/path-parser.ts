import type { PathNode } from "./ast.ts";
import type { Tokens } from "./lexer.ts";
import { isReserved } from "./reserved-words.ts";

/**
 * Faults of a whole expression that are reported only if it has no fault of higher priority, such
 * as a syntax error.
 */
export class StaticFaults {
  redundantParentheses = false;
  unknownFunction: string | undefined;
  misusedFunction: string | undefined;
  reservedWord: string | undefined;

  reserved(word: string): void {
    if (this.reservedWord === undefined && isReserved(word)) this.reservedWord = word;
  }

  /** The checks run in AWS's order. */
  first(): string | undefined {
    if (this.redundantParentheses) return "The expression has redundant parentheses;";
    if (this.unknownFunction !== undefined) return `Invalid function name; function: ${this.unknownFunction}`;
    if (this.misusedFunction !== undefined) {
      return `The function is not allowed to be used this way in an expression; function: ${this.misusedFunction}`;
    }
    if (this.reservedWord !== undefined) {
      return `Attribute name is a reserved keyword; reserved keyword: ${this.reservedWord}`;
    }
    return undefined;
  }
}

const KEYWORDS = new Set(["AND", "OR", "NOT", "IN", "BETWEEN"]);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html#Expressions.Attributes.NestedElements.DocumentPathExamples */
export function parsePath(tokens: Tokens, faults: StaticFaults): PathNode {
  return continuePath({ node: "path", elements: [parseIdentifier(tokens, faults)] }, tokens, faults);
}

/** Reads the path elements after the first. */
export function continuePath(path: PathNode, tokens: Tokens, faults: StaticFaults): PathNode {
  for (;;) {
    if (tokens.accept(".")) {
      path.elements.push(parseIdentifier(tokens, faults));
    } else if (tokens.accept("[")) {
      if (tokens.next.kind !== "number") throw tokens.unexpected();
      path.elements.push(Number(tokens.advance().text));
      tokens.expect("]");
    } else {
      return path;
    }
  }
}

function parseIdentifier(tokens: Tokens, faults: StaticFaults): string {
  const { kind, text } = tokens.next;
  if (kind === "name") return tokens.advance().text;
  if (kind !== "word" || text.startsWith("_") || KEYWORDS.has(text.toUpperCase())) throw tokens.unexpected();
  faults.reserved(text);
  return tokens.advance().text;
}
