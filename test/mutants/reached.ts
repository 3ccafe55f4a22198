/**
 * The statements that each test file reaches. A test can see a mutant only if it runs the statement
 * that holds it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./candidates.ts";
import { nodesIn } from "./nodes.ts";

/** A line for each test file, and then one for each statement that it reaches. */
const logOf = (copy: string) => join(copy, "reached.log");

/** A statement, or the expression that is the body of a function. */
interface Place {
  start: number;
  end: number;
  /** The body of an arrow function. */
  isExpression: boolean;
}

/** The name of a place in logs. */
const nameOf = (file: string, { start }: Place) => `${file}@${start}`;

function placesIn(file: string, source: string): Place[] {
  return nodesIn(file, source).flatMap((node): Place[] => {
    switch (node.type) {
      case "BlockStatement":
        return node.body.map(({ start, end }) => ({ start, end, isExpression: false }));
      case "SwitchCase":
        return node.consequent.map(({ start, end }) => ({ start, end, isExpression: false }));
      case "ArrowFunctionExpression": {
        const { start, end, type } = node.body;
        return type === "BlockStatement" ? [] : [{ start, end, isExpression: true }];
      }
      default:
        return [];
    }
  });
}

/**
 * Makes sources of a copy log what is reached. A run writes the log if it gets `env`, one test file
 * after the other.
 */
export function logReached(copy: string, files: readonly string[]): { env: Record<string, string> } {
  const log = logOf(copy);
  writeFileSync(log, "");
  for (const file of files) {
    const path = join(copy, file);
    writeFileSync(path, logging(file, readFileSync(path, "utf8"), log));
  }
  return { env: { REACHED_LOG: log } };
}

/** Functions run in threads, too, so the log is a file. */
function logging(file: string, source: string, log: string): string {
  const marks = placesIn(file, source).flatMap((place) => {
    const mark = `$reached(${JSON.stringify(nameOf(file, place))})`;
    return place.isExpression
      ? [
          { at: place.start, text: `(${mark}, ` },
          { at: place.end, text: ")" },
        ]
      : [{ at: place.start, text: `${mark}; ` }];
  });
  const marked = marks
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, text: mark }) => text.slice(0, at) + mark + text.slice(at), source);
  return `import { appendFileSync as $append } from "node:fs";
    function $reached(place) {
      const seen = (globalThis.$seen ??= new Set());
      if (!seen.has(place)) $append(${JSON.stringify(log)}, place + "\\n");
      seen.add(place);
    }
    ${marked}`;
}

/** Places by test file. */
export type Reached = ReadonlyMap<string, ReadonlySet<string>>;

export function readReached(copy: string): Reached {
  const reached = new Map<string, Set<string>>();
  let places = new Set<string>();
  for (const line of readFileSync(logOf(copy), "utf8").trim().split("\n")) {
    if (line.includes("@")) places.add(line);
    else {
      places = reached.get(line) ?? new Set();
      reached.set(line, places);
    }
  }
  return reached;
}

/** The test files that run the statement of a mutant; all if it runs when its module is loaded. */
export function reaching(mutant: Mutant, source: string, reached: Reached): string[] {
  const { file, start, end } = mutant;
  const [innermost] = placesIn(file, source)
    .filter((place) => place.start <= start && end <= place.end)
    .toSorted((a, b) => a.end - a.start - (b.end - b.start));
  const tests = [...reached.keys()];
  return innermost ? tests.filter((test) => reached.get(test)?.has(nameOf(file, innermost))) : tests;
}
