import { validation } from "../errors.ts";
import type { Path } from "../expressions/bindings.ts";
import type { Condition, Operand } from "../expressions/bound.ts";
import type { Table } from "../state/table.ts";

/** Keys are scalars, so no path may lead into a key. */
export function checkKeyPaths(table: Table, paths: readonly Path[]): void {
  const nested = paths.filter((path) => path.length > 1).map((path) => path[0]);
  if (nested.length === 0) return;
  const refuse = (kind: string, name: string) =>
    validation(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
    );
  for (const name of table.keyNames) if (nested.includes(name)) throw refuse("Key", name);
  for (const { schema } of table.indexes) {
    for (const key of schema.range ? [schema.hash, schema.range] : [schema.hash]) {
      if (nested.includes(key.name)) throw refuse("IndexKey", key.name);
    }
  }
}

/** All paths that a condition reads. */
export function conditionPaths(condition: Condition): Path[] {
  const paths: Path[] = [];
  collect(condition, paths);
  return paths;
}

function collect(condition: Condition, paths: Path[]): void {
  switch (condition.node) {
    case "and":
    case "or":
      collect(condition.left, paths);
      collect(condition.right, paths);
      return;
    case "not":
      collect(condition.condition, paths);
      return;
    case "exists":
      paths.push(condition.path);
      return;
    case "comparison":
      collectOperands([condition.left, condition.right], paths);
      return;
    case "between":
      collectOperands([condition.operand, condition.lower, condition.upper], paths);
      return;
    case "in":
      collectOperands([condition.operand, ...condition.candidates], paths);
      return;
    case "type":
      collectOperands([condition.operand], paths);
      return;
    case "begins":
      collectOperands([condition.operand, condition.prefix], paths);
      return;
    case "contains":
      collectOperands([condition.operand, condition.member], paths);
  }
}

function collectOperands(operands: Operand[], paths: Path[]): void {
  for (const operand of operands) {
    if (operand.node === "path") paths.push(operand.path);
    else if (operand.node === "size") collectOperands([operand.operand], paths);
  }
}
