import { JSONPath } from "jsonpath-plus";
import { evaluationError } from "../asl/failure.ts";

/** A path to a single value: names and indexes only, evaluated without a JSONPath engine. */
export interface ReferencePath {
  text: string;
  /** True for a path into the context object (`$$`) instead of the state's input. */
  context: boolean;
  steps: readonly (string | number)[];
}

/** Any JSONPath: a reference path, or a query that selects a list. */
export type Path =
  | ({ kind: "reference" } & ReferencePath)
  | { kind: "query"; text: string; context: boolean };

/** An invalid path, found at creation. */
export class PathSyntaxError extends Error {}

const NAME = /\.([^.[\]()*?@,'"\s]+)/y;
const QUOTED = /\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/y;
const INDEX = /\[(-?\d+)\]/y;
const ROOT = /^\$\$?/;
/** Syntax that only a query has: wildcards, descent, slices, unions and filters. */
const QUERY = /\*|\.\.|\[[^\]]*[:,][^\]]*\]|\?\(/;

/** @throws PathSyntaxError */
export function parsePath(text: string): Path {
  const root = ROOT.exec(text)?.[0];
  if (!root) throw new PathSyntaxError(`a path begins with '$': ${text}`);
  const context = root === "$$";
  const steps = parseSteps(text, root.length);
  if (steps) return { kind: "reference", text, context, steps };
  if (text.endsWith(")") || text.includes("[(")) {
    throw new PathSyntaxError(`functions and scripts in paths are not supported: ${text}`);
  }
  if (!QUERY.test(text)) throw new PathSyntaxError(`not a JSONPath: ${text}`);
  try {
    JSONPath.toPathArray(context ? text.slice(1) : text);
  } catch {
    throw new PathSyntaxError(`not a JSONPath: ${text}`);
  }
  return { kind: "query", text, context };
}

/** @throws PathSyntaxError unless the path identifies a single value. */
export function parseReferencePath(text: string): ReferencePath {
  const path = parsePath(text);
  if (path.kind === "query") throw new PathSyntaxError(`not a reference path: ${text}`);
  return path;
}

function parseSteps(text: string, start: number): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  let at = start;
  while (at < text.length) {
    NAME.lastIndex = QUOTED.lastIndex = INDEX.lastIndex = at;
    const name = NAME.exec(text);
    const quoted = name ? null : QUOTED.exec(text);
    const index = name || quoted ? null : INDEX.exec(text);
    const found = name ?? quoted ?? index;
    if (!found) return undefined;
    if (name) steps.push(name[1] ?? "");
    else if (quoted) steps.push((quoted[1] ?? quoted[2] ?? "").replaceAll(/\\(.)/g, "$1"));
    else steps.push(Number(index?.[1]));
    at += found[0].length;
  }
  return steps;
}

export const MISSING: unique symbol = Symbol("missing");

/** The value at the path, or {@link MISSING}. */
export function find(path: ReferencePath, root: unknown): unknown {
  let value = root;
  for (const step of path.steps) {
    value = child(value, step);
    if (value === MISSING) return MISSING;
  }
  return value;
}

function child(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null) return MISSING;
  if (typeof step === "number") {
    if (!Array.isArray(value)) return MISSING;
    const index = step < 0 ? value.length + step : step;
    return index in value ? (value as unknown[])[index] : MISSING;
  }
  if (Array.isArray(value) || !Object.hasOwn(value, step)) return MISSING;
  return (value as Record<string, unknown>)[step];
}

/** The values that a query selects. */
export function query(path: { text: string; context: boolean }, root: unknown): unknown[] {
  if (typeof root !== "object" || root === null) return [];
  try {
    return JSONPath({
      path: path.context ? path.text.slice(1) : path.text,
      json: root,
      wrap: true,
      eval: "safe",
    }) as unknown[];
  } catch (error) {
    throw evaluationError(`Invalid path '${path.text}': ${(error as Error).message}`);
  }
}

/** The value of any path, or {@link MISSING} if a reference path has none. */
export function select(path: Path, root: unknown): unknown {
  return path.kind === "reference" ? find(path, root) : query(path, root);
}

/**
 * Returns `root` with `value` at the path. Unaffected parts are shared with `root`, which stays
 * unchanged. Missing objects on the path are created.
 */
export function place(path: ReferencePath, root: unknown, value: unknown): unknown {
  const put = (at: unknown, depth: number): unknown => {
    const step = path.steps[depth];
    if (step === undefined) return value;
    if (typeof step === "number") {
      if (!Array.isArray(at) || !(step in at)) throw mismatch(path, root);
      const copy = at.slice() as unknown[];
      copy[step] = put(copy[step], depth + 1);
      return copy;
    }
    if (at === undefined) return { [step]: put(undefined, depth + 1) };
    if (typeof at !== "object" || at === null || Array.isArray(at)) throw mismatch(path, root);
    const inner = Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined;
    return { ...at, [step]: put(inner, depth + 1) };
  };
  return put(root, 0);
}

function mismatch(path: ReferencePath, root: unknown) {
  return evaluationError(
    `Unable to apply ReferencePath ${path.text} to input ${JSON.stringify(root)}`,
    "States.ResultPathMatchFailure",
  );
}

/** The path in the bracket notation of AWS's messages. */
export function bracketNotation(path: ReferencePath): string {
  return `$${path.steps.map((step) => (typeof step === "number" ? `[${step}]` : `['${step}']`)).join("")}`;
}
