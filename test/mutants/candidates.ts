/**
 * The mutants of a source: copies that differ in one place, each a mistake that a person could make
 * there. Types and strings stay as they are.
 */
import type { Node } from "oxc-parser";
import { nodesIn } from "./nodes.ts";

/** A change of one place of a source. */
export interface Mutant {
  file: string;
  /** 1-based, as editors count. */
  line: number;
  column: number;
  /** Offsets of the text that is replaced. */
  start: number;
  end: number;
  from: string;
  /** The replacement; empty when the text is left out. */
  to: string;
}

type Change = Pick<Mutant, "start" | "end" | "to">;

const OPERATORS: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "&&": "||",
  "||": "&&",
  "??": "&&",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "+=": "-=",
  "-=": "+=",
};

export function mutantsOf(file: string, source: string): Mutant[] {
  return nodesIn(file, source)
    .flatMap((node) => changesOf(node, source))
    .map((change) => ({ file, ...positionOf(source, change.start), from: textOf(source, change), ...change }))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
}

export const mutated = (source: string, { start, end, to }: Mutant): string =>
  source.slice(0, start) + to + source.slice(end);

const textOf = (source: string, { start, end }: Change) => source.slice(start, end);

function positionOf(source: string, offset: number) {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function changesOf(node: Node, source: string): Change[] {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      return joinsText(node) ? [] : operatorChanges(node, source);
    case "AssignmentExpression":
      return operatorChanges(node, source);
    case "UnaryExpression":
      return node.operator === "!" ? [{ start: node.start, end: node.argument.start, to: "" }] : [];
    case "IfStatement":
    case "ConditionalExpression":
      return ["true", "false"].map((to) => ({ start: node.test.start, end: node.test.end, to }));
    case "Literal":
      return offByOne(node);
    case "ArrayExpression":
      return node.elements.flatMap((element) =>
        element && isWrite(element) ? [without(element, source)] : [],
      );
    case "ExpressionStatement":
      return callOf(node.expression) ? [{ start: node.start, end: node.end, to: ";" }] : [];
    case "CallExpression":
      return conditionOfWrite(node);
    default:
      return [];
  }
}

type Operation = Extract<Node, { left: Node; right: Node; operator: string }>;

function operatorChanges({ left, right, operator }: Operation, source: string): Change[] {
  const to = OPERATORS[operator];
  const start = source.indexOf(operator, left.end);
  return to === undefined || start >= right.start ? [] : [{ start, end: start + operator.length, to }];
}

/** True for `+` between texts, which has no counterpart. */
const joinsText = (node: Node): boolean =>
  node.type === "TemplateLiteral" ||
  (node.type === "Literal" && typeof node.value === "string") ||
  (node.type === "BinaryExpression" &&
    node.operator === "+" &&
    (joinsText(node.left) || joinsText(node.right)));

function offByOne({ start, end, value }: Extract<Node, { type: "Literal" }>): Change[] {
  if (typeof value !== "number" || !Number.isInteger(value)) return [];
  return (value > 0 ? [value - 1, value + 1] : [1]).map((to) => ({ start, end, to: String(to) }));
}

const callOf = (node: Node): Extract<Node, { type: "CallExpression" }> | undefined => {
  if (node.type === "AwaitExpression") return callOf(node.argument);
  return node.type === "CallExpression" ? node : undefined;
};

/** Builders of parts of a transaction are named `…Write` or `…Writes`, by a rule of the linter. */
function isWrite(element: Node): boolean {
  const call = callOf(element.type === "SpreadElement" ? element.argument : element);
  if (!call) return false;
  const { callee } = call;
  const name = callee.type === "MemberExpression" ? callee.property : callee;
  return name.type === "Identifier" && /Writes?$/.test(name.name);
}

/** An element of an array left out, with the comma after it. */
function without({ start, end }: Node, source: string): Change {
  const comma = /^\s*,/.exec(source.slice(end));
  return { start, end: end + (comma?.[0].length ?? 0), to: "" };
}

/** ElectroDB's `where` states the condition of a write, or the filter of a query. */
function conditionOfWrite({ callee, end }: Extract<Node, { type: "CallExpression" }>): Change[] {
  const isWhere =
    callee.type === "MemberExpression" &&
    callee.property.type === "Identifier" &&
    callee.property.name === "where";
  return isWhere ? [{ start: callee.object.end, end, to: "" }] : [];
}
