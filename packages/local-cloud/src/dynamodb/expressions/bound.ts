import type { AttributeValue } from "../values/attributes.ts";
import type { Comparator } from "./ast.ts";
import type { Path } from "./bindings.ts";

/** Expressions with all names and values resolved, ready to be applied to items. */
export type Operand =
  | { node: "path"; path: Path }
  | { node: "value"; value: AttributeValue }
  | { node: "size"; operand: Operand };

export type Condition =
  | { node: "and" | "or"; left: Condition; right: Condition }
  | { node: "not"; condition: Condition }
  | { node: "comparison"; comparator: Comparator; left: Operand; right: Operand }
  | { node: "between"; operand: Operand; lower: Operand; upper: Operand }
  | { node: "in"; operand: Operand; candidates: Operand[] }
  | { node: "exists"; path: Path; negated: boolean }
  | { node: "type"; operand: Operand; type: string }
  | { node: "begins"; operand: Operand; prefix: Operand }
  | { node: "contains"; operand: Operand; member: Operand };

export type UpdateOperand =
  | { node: "path"; path: Path }
  | { node: "value"; value: AttributeValue }
  | { node: "if_not_exists"; path: Path; fallback: UpdateOperand }
  | { node: "list_append"; first: UpdateOperand; second: UpdateOperand };

export type SetValue =
  | UpdateOperand
  | { node: "arithmetic"; operator: "+" | "-"; left: UpdateOperand; right: UpdateOperand };

export interface Update {
  set: { path: Path; value: SetValue }[];
  remove: Path[];
  add: { path: Path; value: AttributeValue }[];
  delete: { path: Path; value: AttributeValue }[];
  paths: Path[];
  /** The message for a value of the wrong type, if this clause has one of its own. */
  typeMismatch?: string;
}
