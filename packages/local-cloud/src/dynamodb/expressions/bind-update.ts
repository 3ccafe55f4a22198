import { type AttributeValue, typeOf } from "../values/attributes.ts";
import type { FunctionNode, OperandNode, PathNode, SetValueNode, ValueNode } from "./ast.ts";
import { type Bindings, type Path } from "./bindings.ts";
import type { SetValue, Update, UpdateOperand } from "./bound.ts";
import { invalidExpression } from "./lexer.ts";
import { parsedUpdate } from "./parse-cache.ts";
import { type PathFaults, PathSet } from "./path-set.ts";

const TYPE_NAMES: Partial<Record<string, string>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  NULL: "NULL",
  BOOL: "BOOLEAN",
  L: "LIST",
  M: "MAP",
};
const MISSING: AttributeValue = { NULL: true };

export function bindUpdate(text: string, bindings: Bindings): Update {
  return new UpdateBinder(bindings).bind(text);
}

class UpdateBinder {
  readonly #bindings: Bindings;
  /** In the order in which AWS reports them. */
  readonly #faults: {
    undefinedName?: string;
    undefinedValue?: string;
    paths?: PathFaults;
    sectionOperand?: string;
    operand?: string;
  } = {};

  constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  bind(text: string): Update {
    const node = parsedUpdate(text);
    const update: Update = {
      set: node.set.map(({ path, value }) => ({ path: this.#path(path), value: this.#setValue(value) })),
      remove: node.remove.map((path) => this.#path(path)),
      add: node.add.map(({ path, value }) => ({
        path: this.#path(path),
        value: this.#sectionValue("ADD", value),
      })),
      delete: node.delete.map(({ path, value }) => ({
        path: this.#path(path),
        value: this.#sectionValue("DELETE", value),
      })),
      paths: node.paths.map((path) => this.#path(path)),
    };
    if (update.paths.length > 1) this.#faults.paths = new PathSet(update.paths).faults;
    const { undefinedName, undefinedValue, paths, sectionOperand, operand } = this.#faults;
    const fault =
      undefinedName ?? undefinedValue ?? paths?.overlap ?? paths?.conflict ?? sectionOperand ?? operand;
    if (fault !== undefined) throw invalidExpression("UpdateExpression", fault);
    return update;
  }

  #path(node: PathNode): Path {
    return this.#bindings.path(node, (placeholder) => {
      this.#faults.undefinedName ??= `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`;
    });
  }

  #value(node: ValueNode): AttributeValue | undefined {
    const value = this.#bindings.value(node);
    if (!value) {
      this.#faults.undefinedValue ??= `An expression attribute value used in expression is not defined; attribute value: ${node.name}`;
    }
    return value;
  }

  #sectionValue(section: "ADD" | "DELETE", node: ValueNode): AttributeValue {
    const value = this.#value(node);
    if (!value) return MISSING;
    const type = typeOf(value);
    const name = TYPE_NAMES[type];
    if (name && !(section === "ADD" && type === "N")) {
      this.#faults.sectionOperand ??= `Incorrect operand type for operator or function; operator: ${section}, operand type: ${name}`;
    }
    return value;
  }

  #setValue(node: SetValueNode): SetValue {
    if (node.node !== "arithmetic") return this.#operand(node);
    const left = this.#operand(node.left);
    const right = this.#operand(node.right);
    this.#checkType(node.operator, "N", [left, right]);
    return { node: "arithmetic", operator: node.operator, left, right };
  }

  #operand(node: OperandNode): UpdateOperand {
    switch (node.node) {
      case "path":
        return { node: "path", path: this.#path(node) };
      case "value":
        return { node: "value", value: this.#value(node) ?? MISSING };
      case "function":
        return this.#function(node);
    }
  }

  #function({ name, operands }: FunctionNode): UpdateOperand {
    const [first, second, ...more] = operands.map((operand) => this.#operand(operand));
    if (!first || !second || more.length > 0) {
      this.#faults.operand ??= `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`;
      return { node: "value", value: MISSING };
    }
    if (name === "list_append") {
      this.#checkType(name, "L", [first, second]);
      return { node: "list_append", first, second };
    }
    if (first.node !== "path") {
      this.#faults.operand ??= `Operator or function requires a document path; operator or function: ${name}`;
      return { node: "value", value: MISSING };
    }
    return { node: "if_not_exists", path: first.path, fallback: second };
  }

  #checkType(operator: string, wanted: "N" | "L", operands: UpdateOperand[]): void {
    for (const operand of operands) {
      if (operand.node !== "value" || wanted in operand.value) continue;
      this.#faults.operand ??= `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(operand.value)}`;
    }
  }
}
