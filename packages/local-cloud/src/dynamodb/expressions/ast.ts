/** An unresolved path: attribute names, `#` placeholders and list indexes. */
export interface PathNode {
  node: "path";
  elements: (string | number)[];
}

export interface ValueNode {
  node: "value";
  /** With the colon. */
  name: string;
}

export interface FunctionNode {
  node: "function";
  name: string;
  operands: OperandNode[];
}

export type OperandNode = PathNode | ValueNode | FunctionNode;

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export type ConditionNode =
  | { node: "and" | "or"; left: ConditionNode; right: ConditionNode }
  | { node: "not"; condition: ConditionNode }
  | { node: "comparison"; comparator: Comparator; left: OperandNode; right: OperandNode }
  | { node: "between"; operand: OperandNode; lower: OperandNode; upper: OperandNode }
  | { node: "in"; operand: OperandNode; candidates: OperandNode[] }
  | FunctionNode;

export interface ArithmeticNode {
  node: "arithmetic";
  operator: "+" | "-";
  left: OperandNode;
  right: OperandNode;
}

export type SetValueNode = OperandNode | ArithmeticNode;

export interface UpdateNode {
  set: { path: PathNode; value: SetValueNode }[];
  remove: PathNode[];
  add: { path: PathNode; value: ValueNode }[];
  delete: { path: PathNode; value: ValueNode }[];
  /** The paths of all clauses in the order written, for the overlap check. */
  paths: PathNode[];
}
