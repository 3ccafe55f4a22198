import type { Comparator, ConditionNode, FunctionNode, OperandNode } from "./ast.ts";
import type { Tokens } from "./lexer.ts";
import { continuePath, parsePath, StaticFaults } from "./path-parser.ts";

const FUNCTIONS = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
  "size",
]);
const COMPARATORS = new Set(["=", "<>", "<", "<=", ">", ">="]);
const MAX_IN_OPERANDS = 100;
const MAX_OPERATORS = 300;

/** The content of a parenthesis: a condition, or an operand of one. */
type Parsed = { condition: ConditionNode; grouped: boolean } | { operand: OperandNode; grouped: boolean };

/**
 * Parses conditions, filters and key conditions. Precedence from high to low: comparators, IN,
 * BETWEEN, functions, NOT, AND, OR.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function parseCondition(tokens: Tokens): ConditionNode {
  const parser = new ConditionParser(tokens);
  const condition = parser.condition(parser.or());
  tokens.expectEnd();
  const fault = parser.faults.first();
  if (fault) throw tokens.error(fault);
  return condition;
}

class ConditionParser {
  readonly faults = new StaticFaults();
  readonly #tokens: Tokens;
  #operators = 0;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  or(): Parsed {
    return this.#binary("or", () => this.#binary("and", () => this.#not()));
  }

  /** A single operand is a condition only if it is a function. */
  condition(parsed: Parsed): ConditionNode {
    if ("condition" in parsed) return parsed.condition;
    if (parsed.operand.node !== "function") throw this.#tokens.unexpected();
    if (parsed.operand.name === "size") this.faults.misusedFunction ??= "size";
    return parsed.operand;
  }

  #binary(node: "and" | "or", parse: () => Parsed): Parsed {
    const first = parse();
    if (!this.#tokens.atKeyword(node.toUpperCase())) return first;
    let left = this.condition(first);
    while (this.#tokens.acceptKeyword(node.toUpperCase())) {
      this.#count();
      left = { node, left, right: this.condition(parse()) };
    }
    return { condition: left, grouped: false };
  }

  #not(): Parsed {
    if (!this.#tokens.acceptKeyword("NOT")) return this.#comparison();
    this.#count();
    const condition = this.#tokens.nested(() => this.condition(this.#not()));
    return { condition: { node: "not", condition }, grouped: false };
  }

  #comparison(): Parsed {
    const parsed = this.#primary();
    if ("condition" in parsed) return parsed;
    const tokens = this.#tokens;
    const left = parsed.operand;
    if (tokens.next.kind === "symbol" && COMPARATORS.has(tokens.next.text)) {
      this.#count();
      const comparator = tokens.advance().text as Comparator;
      const right = this.#operand();
      this.#checkUse([left, right]);
      return { condition: { node: "comparison", comparator, left, right }, grouped: false };
    }
    if (tokens.acceptKeyword("BETWEEN")) {
      this.#count();
      const lower = this.#operand();
      tokens.expectKeyword("AND");
      const upper = this.#operand();
      this.#checkUse([left, lower, upper]);
      return { condition: { node: "between", operand: left, lower, upper }, grouped: false };
    }
    if (tokens.acceptKeyword("IN")) {
      this.#count();
      tokens.expect("(");
      const candidates = this.#list();
      this.#checkUse([left, ...candidates]);
      if (candidates.length > MAX_IN_OPERANDS) {
        throw tokens.error(
          `The IN operator is provided with too many operands; number of operands: ${candidates.length}`,
        );
      }
      return { condition: { node: "in", operand: left, candidates }, grouped: false };
    }
    return parsed;
  }

  #primary(): Parsed {
    const tokens = this.#tokens;
    if (!tokens.accept("(")) return { operand: this.#plainOperand(), grouped: false };
    const inner = tokens.nested(() => this.or());
    tokens.expect(")");
    if (inner.grouped) this.faults.redundantParentheses = true;
    if ("condition" in inner) return { condition: inner.condition, grouped: true };
    if (inner.operand.node === "path" && (tokens.at(".") || tokens.at("["))) {
      return { operand: continuePath(inner.operand, tokens, this.faults), grouped: false };
    }
    return { operand: inner.operand, grouped: true };
  }

  #operand(): OperandNode {
    const parsed = this.#primary();
    if ("condition" in parsed) throw this.#tokens.unexpected();
    return parsed.operand;
  }

  #plainOperand(): OperandNode {
    const tokens = this.#tokens;
    const { kind } = tokens.next;
    if (kind === "value") return { node: "value", name: tokens.advance().text };
    const { following } = tokens;
    if (kind === "word" && following.kind === "symbol" && following.text === "(") return this.#function();
    return parsePath(tokens, this.faults);
  }

  #function(): FunctionNode {
    const tokens = this.#tokens;
    if (["AND", "OR", "NOT", "IN", "BETWEEN"].includes(tokens.next.text.toUpperCase()))
      throw tokens.unexpected();
    this.#count();
    const name = tokens.advance().text;
    tokens.expect("(");
    const operands = tokens.nested(() => this.#list());
    if (!FUNCTIONS.has(name)) this.faults.unknownFunction ??= name;
    this.#checkUse(operands);
    return { node: "function", name, operands };
  }

  /** Operands up to the closing parenthesis. */
  #list(): OperandNode[] {
    const operands = [this.#operand()];
    while (this.#tokens.accept(",")) operands.push(this.#operand());
    this.#tokens.expect(")");
    return operands;
  }

  /** Only `size` returns a value that another operator accepts. */
  #checkUse(operands: OperandNode[]): void {
    for (const operand of operands) {
      if (operand.node === "function" && operand.name !== "size")
        this.faults.misusedFunction ??= operand.name;
    }
  }

  #count(): void {
    this.#operators += 1;
    if (this.#operators > MAX_OPERATORS) {
      throw this.#tokens.error(
        `The expression contains too many operators; maximum number of operators: ${MAX_OPERATORS}`,
      );
    }
  }
}
