/** Reads one value from a document; undefined if the path finds nothing. */
export type PathReader = (document: unknown) => unknown;

/**
 * The steps AWS supports: dots, names with dashes, underscores and slashes, `[0]`, `[*]`, `.*` and
 * `['name']`.
 */
const STEP = /\.([^.[\]*]+)|\.(\*)|\[(\d+)\]|\[(\*)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/**
 * Compiles the JSON path dialect of EventBridge's rules and pipes. Returns undefined if `path` is
 * not in that dialect.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function compilePath(path: string): PathReader | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: (string | number | typeof ALL)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) return undefined;
    const [, name, anyName, index, anyIndex, quoted, doubleQuoted] = match;
    if (anyName ?? anyIndex) steps.push(ALL);
    else if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? quoted ?? doubleQuoted ?? "");
  }
  return (document) => read(document, steps, 0);
}

const ALL = Symbol("every element");

function read(value: unknown, steps: (string | number | typeof ALL)[], from: number): unknown {
  let current = value;
  for (let at = from; at < steps.length; at += 1) {
    const step = steps[at];
    if (typeof current !== "object" || current === null) return undefined;
    if (step === ALL) {
      const found = Object.values(current).map((element: unknown) => read(element, steps, at + 1));
      return found.filter((element) => element !== undefined);
    }
    if (typeof step === "number") current = Array.isArray(current) ? (current[step] as unknown) : undefined;
    else if (Object.hasOwn(current, step ?? "")) current = (current as Record<string, unknown>)[step ?? ""];
    else return undefined;
  }
  return current;
}
