import { ATTRIBUTE_TYPES, type AttributeValue, payload, typeOf } from "../values/attributes.ts";
import { order } from "../values/compare.ts";
import type { ConditionNode, FunctionNode, OperandNode } from "./ast.ts";
import { type Bindings, describePath } from "./bindings.ts";
import type { Condition, Operand } from "./bound.ts";
import { invalidExpression } from "./lexer.ts";
import { type ConditionKind, parsedCondition } from "./parse-cache.ts";

const OPERAND_COUNTS: Record<string, number> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const MISSING: Operand = { node: "value", value: { NULL: true } };

export function bindCondition(kind: ConditionKind, text: string, bindings: Bindings): Condition {
  return new ConditionBinder(kind, bindings).bind(parsedCondition(kind, text));
}

/** Faults of one condition between AND and OR, by priority. */
interface Faults {
  undefinedPlaceholder?: string;
  operandCount?: string;
  notDistinct?: string;
  operandType?: string;
}

class ConditionBinder {
  readonly #kind: ConditionKind;
  readonly #bindings: Bindings;
  #faults: Faults = {};

  constructor(kind: ConditionKind, bindings: Bindings) {
    this.#kind = kind;
    this.#bindings = bindings;
  }

  bind(node: ConditionNode): Condition {
    switch (node.node) {
      case "and":
      case "or":
        return { node: node.node, left: this.bind(node.left), right: this.bind(node.right) };
      case "not":
        return { node: "not", condition: this.bind(node.condition) };
      default: {
        const condition = this.#bindSimple(node);
        const { undefinedPlaceholder, operandCount, notDistinct, operandType } = this.#faults;
        const fault = undefinedPlaceholder ?? operandCount ?? notDistinct ?? operandType;
        if (fault !== undefined) throw invalidExpression(this.#kind, fault);
        return condition;
      }
    }
  }

  #bindSimple(node: Exclude<ConditionNode, { node: "and" | "or" | "not" }>): Condition {
    switch (node.node) {
      case "comparison": {
        const left = this.#operand(node.left);
        const right = this.#operand(node.right);
        this.#checkDistinct(node.comparator, left, right);
        return { node: "comparison", comparator: node.comparator, left, right };
      }
      case "between": {
        const operand = this.#operand(node.operand);
        const lower = this.#operand(node.lower);
        const upper = this.#operand(node.upper);
        this.#checkBounds(lower, upper);
        return { node: "between", operand, lower, upper };
      }
      case "in":
        return {
          node: "in",
          operand: this.#operand(node.operand),
          candidates: node.candidates.map((candidate) => this.#operand(candidate)),
        };
      case "function":
        return this.#function(node);
    }
  }

  #function(node: FunctionNode): Condition {
    const operands = node.operands.map((operand) => this.#operand(operand));
    if (!this.#checkFunction(node.name, operands)) return { node: "exists", path: [], negated: false };
    const [first = MISSING, second = MISSING] = operands;
    switch (node.name) {
      case "attribute_exists":
      case "attribute_not_exists":
        return {
          node: "exists",
          path: first.node === "path" ? first.path : [],
          negated: node.name === "attribute_not_exists",
        };
      case "attribute_type":
        return {
          node: "type",
          operand: first,
          type: String(second.node === "value" ? payload(second.value, "S") : ""),
        };
      case "begins_with":
        return { node: "begins", operand: first, prefix: second };
      default:
        return { node: "contains", operand: first, member: second };
    }
  }

  #operand(node: OperandNode): Operand {
    switch (node.node) {
      case "value": {
        const value = this.#bindings.value(node);
        if (value) return { node: "value", value };
        this.#faults.undefinedPlaceholder ??= `An expression attribute value used in expression is not defined; attribute value: ${node.name}`;
        return MISSING;
      }
      case "path": {
        const path = this.#bindings.path(node, (placeholder) => {
          this.#faults.undefinedPlaceholder ??= `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`;
        });
        return { node: "path", path };
      }
      case "function": {
        const operands = node.operands.map((operand) => this.#operand(operand));
        this.#checkFunction(node.name, operands);
        return { node: "size", operand: operands[0] ?? MISSING };
      }
    }
  }

  #checkFunction(name: string, operands: Operand[]): boolean {
    if (OPERAND_COUNTS[name] !== operands.length) {
      this.#faults.operandCount ??= `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`;
      return false;
    }
    const [first = MISSING, second] = operands;
    if (second) this.#checkDistinct(name, first, second);
    const fault = operandFault(name, first, second);
    if (fault !== undefined) this.#faults.operandType ??= fault;
    return fault === undefined;
  }

  #checkDistinct(operator: string, first: Operand, second: Operand): void {
    if (first.node !== "path" || second.node !== "path" || first.path.length !== second.path.length) return;
    if (first.path.some((element, index) => element !== second.path[index])) return;
    this.#faults.notDistinct ??= `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${describePath(first.path)}`;
  }

  #checkBounds(lower: Operand, upper: Operand): void {
    if (lower.node !== "value" || upper.node !== "value") return;
    const bounds = `lower bound operand: ${describeValue(lower.value)}, upper bound operand: ${describeValue(upper.value)}`;
    if (typeOf(lower.value) !== typeOf(upper.value)) {
      this.#faults.operandType ??= `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`;
    } else if ((order(lower.value, upper.value) ?? 0) > 0) {
      this.#faults.operandType ??= `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`;
    }
  }
}

function operandFault(name: string, first: Operand, second: Operand | undefined): string | undefined {
  const incorrect = (type: string) =>
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`;
  switch (name) {
    case "attribute_exists":
    case "attribute_not_exists":
      return first.node === "path"
        ? undefined
        : `Operator or function requires a document path; operator or function: ${name}`;
    case "begins_with": {
      const type = [first, second].map(knownType).find((type) => type && type !== "S" && type !== "B");
      return type && incorrect(type);
    }
    case "attribute_type": {
      const type = knownType(second);
      if (type !== "S" || second?.node !== "value" || !("S" in second.value)) {
        return incorrect(type ?? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
      }
      const wanted = second.value.S;
      return ATTRIBUTE_TYPES.some((type) => type === wanted)
        ? undefined
        : `Invalid attribute type name found; type: ${wanted}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`;
    }
    case "size": {
      const type = knownType(first);
      return type === "N" || type === "BOOL" || type === "NULL" ? incorrect(type) : undefined;
    }
    default:
      return undefined;
  }
}

/** The type of an operand if it does not depend on the item. */
function knownType(operand: Operand | undefined): string | undefined {
  if (operand?.node === "value") return typeOf(operand.value);
  return operand?.node === "size" ? "N" : undefined;
}

function describeValue(value: AttributeValue): string {
  const type = typeOf(value);
  return `AttributeValue: {${type}:${String(payload(value, type))}}`;
}
