import { type Node, parseSync, visitorKeys } from "oxc-parser";

/** Expressions with a type beside them; all other nodes of TypeScript hold only types. */
const TYPED_EXPRESSIONS = ["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"];

/** A node and all below it that have an effect when the program runs. */
function nodesOf(node: Node): Node[] {
  if (node.type.startsWith("TS") && !TYPED_EXPRESSIONS.includes(node.type)) return [];
  const members = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>;
  const children = (visitorKeys[node.type] ?? []).flatMap((key) => members[key] ?? []);
  return [node, ...children.flatMap((child) => (child ? nodesOf(child) : []))];
}

/** All nodes of a source that have an effect when it runs. */
export function nodesIn(file: string, source: string): Node[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  return nodesOf(program);
}
