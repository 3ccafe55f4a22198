import type { FunctionNode, OperandNode, PathNode, SetValueNode, UpdateNode, ValueNode } from "./ast.ts";
import type { Tokens } from "./lexer.ts";
import { parsePath, StaticFaults } from "./path-parser.ts";

const FUNCTIONS = new Set(["if_not_exists", "list_append"]);
const SECTIONS = ["SET", "REMOVE", "ADD", "DELETE"] as const;
type Section = (typeof SECTIONS)[number];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html */
export function parseUpdate(tokens: Tokens): UpdateNode {
  return new UpdateParser(tokens).parse();
}

class UpdateParser {
  readonly #tokens: Tokens;
  readonly #faults = new StaticFaults();
  readonly #update: UpdateNode = { set: [], remove: [], add: [], delete: [], paths: [] };
  readonly #seen = new Set<Section>();
  #repeated: Section | undefined;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  parse(): UpdateNode {
    do {
      this.#section();
    } while (this.#tokens.next.kind !== "end");
    // A duplicate section has lower priority than reserved words and unknown functions.
    const fault = this.#reservedOrUnknown();
    if (fault) throw this.#tokens.error(fault);
    if (this.#repeated) {
      throw this.#tokens.error(
        `The "${this.#repeated}" section can only be used once in an update expression;`,
      );
    }
    return this.#update;
  }

  #reservedOrUnknown(): string | undefined {
    const faults = this.#faults;
    if (faults.reservedWord !== undefined) {
      return `Attribute name is a reserved keyword; reserved keyword: ${faults.reservedWord}`;
    }
    return faults.first();
  }

  #section(): void {
    const tokens = this.#tokens;
    const section = SECTIONS.find((name) => tokens.acceptKeyword(name));
    if (!section) throw tokens.unexpected();
    if (this.#seen.has(section)) this.#repeated ??= section;
    this.#seen.add(section);
    do {
      this.#clause(section);
    } while (tokens.accept(","));
  }

  #clause(section: Section): void {
    const path = parsePath(this.#tokens, this.#faults);
    this.#update.paths.push(path);
    if (section === "SET") this.#set(path);
    else if (section === "REMOVE") this.#update.remove.push(path);
    else this.#update[section === "ADD" ? "add" : "delete"].push({ path, value: this.#value() });
  }

  #set(path: PathNode): void {
    this.#tokens.expect("=");
    this.#update.set.push({ path, value: this.#setValue() });
  }

  #setValue(): SetValueNode {
    const tokens = this.#tokens;
    if (tokens.accept("(")) {
      const value = tokens.nested(() => this.#setValue());
      tokens.expect(")");
      return this.#arithmetic(value);
    }
    return this.#arithmetic(this.#operand());
  }

  #arithmetic(left: SetValueNode): SetValueNode {
    const tokens = this.#tokens;
    if (!tokens.at("+") && !tokens.at("-")) return left;
    if (left.node === "arithmetic") throw tokens.unexpected();
    const operator = tokens.advance().text as "+" | "-";
    const grouped = tokens.accept("(");
    const right = this.#operand();
    if (grouped) tokens.expect(")");
    return { node: "arithmetic", operator, left, right };
  }

  #operand(): OperandNode {
    const tokens = this.#tokens;
    if (tokens.next.kind === "value") return this.#value();
    const { following } = tokens;
    if (tokens.next.kind === "word" && following.kind === "symbol" && following.text === "(")
      return this.#function();
    return parsePath(tokens, this.#faults);
  }

  #function(): FunctionNode {
    const tokens = this.#tokens;
    const name = tokens.advance().text;
    tokens.expect("(");
    const operands = tokens.nested(() => this.#operands());
    if (!FUNCTIONS.has(name)) this.#faults.unknownFunction ??= name;
    return { node: "function", name, operands };
  }

  /** Operands up to the closing parenthesis. */
  #operands(): OperandNode[] {
    const operands = [this.#operand()];
    while (this.#tokens.accept(",")) operands.push(this.#operand());
    this.#tokens.expect(")");
    return operands;
  }

  #value(): ValueNode {
    if (this.#tokens.next.kind !== "value") throw this.#tokens.unexpected();
    return { node: "value", name: this.#tokens.advance().text };
  }
}
