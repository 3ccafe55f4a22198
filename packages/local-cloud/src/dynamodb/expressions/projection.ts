import { type Attributes, type AttributeValue, attribute, setAttribute } from "../values/attributes.ts";
import type { Bindings, Path } from "./bindings.ts";
import { invalidExpression } from "./lexer.ts";
import { parsedProjection } from "./parse-cache.ts";
import { PathSet } from "./path-set.ts";

/** The parts to keep below one element: everything, or some members. */
interface Wanted {
  whole: boolean;
  names: Map<string, Wanted>;
  indexes: Map<number, Wanted>;
}

/** A set of paths that reduces items to the parts that a request asks for. */
export class Projection {
  readonly paths: Path[];
  /** Set when every path is a plain attribute name, the common case. */
  readonly #names: string[] | undefined;
  readonly #wanted: Wanted | undefined;

  constructor(paths: Path[]) {
    this.paths = paths;
    if (paths.every((path) => path.length === 1)) {
      this.#names = paths.map((path) => String(path[0]));
    } else {
      this.#wanted = wantedBy(paths);
    }
  }

  of(item: Attributes): Attributes {
    if (!this.#names) {
      const cut = this.#wanted && cutOut({ M: item }, this.#wanted);
      return cut && "M" in cut ? cut.M : {};
    }
    const projected: Attributes = {};
    for (const name of this.#names) {
      const value = attribute(item, name);
      if (value) setAttribute(projected, name, value);
    }
    return projected;
  }

  /** Names of the attributes that the paths start at. */
  heads(): string[] {
    return this.paths.map((path) => String(path[0]));
  }
}

export function bindProjection(text: string, bindings: Bindings): Projection {
  let undefinedName: string | undefined;
  const paths = parsedProjection(text).map((node) =>
    bindings.path(node, (placeholder) => {
      undefinedName ??= placeholder;
    }),
  );
  if (undefinedName !== undefined) {
    throw invalidExpression(
      "ProjectionExpression",
      `An expression attribute name used in the document path is not defined; attribute name: ${undefinedName}`,
    );
  }
  const { overlap, conflict } = new PathSet(paths).faults;
  const fault = overlap ?? conflict;
  if (fault !== undefined) throw invalidExpression("ProjectionExpression", fault);
  return new Projection(paths);
}

function emptyWanted(): Wanted {
  return { whole: false, names: new Map(), indexes: new Map() };
}

function wantedBy(paths: Path[]): Wanted {
  const root = emptyWanted();
  for (const path of paths) {
    let wanted = root;
    for (const element of path) {
      const members: Map<string | number, Wanted> =
        typeof element === "number" ? wanted.indexes : wanted.names;
      let next = members.get(element);
      if (!next) members.set(element, (next = emptyWanted()));
      wanted = next;
    }
    wanted.whole = true;
  }
  return root;
}

/** Undefined if none of the wanted parts exist. List elements keep their order and close up. */
function cutOut(value: AttributeValue, wanted: Wanted): AttributeValue | undefined {
  if (wanted.whole) return value;
  if ("M" in value) {
    const projected: Attributes = {};
    let found = false;
    for (const [name, below] of wanted.names) {
      const member = attribute(value.M, name);
      const cut = member && cutOut(member, below);
      if (!cut) continue;
      found = true;
      setAttribute(projected, name, cut);
    }
    return found ? { M: projected } : undefined;
  }
  if ("L" in value) {
    const list: AttributeValue[] = [];
    for (const index of [...wanted.indexes.keys()].sort((a, b) => a - b)) {
      const member = value.L[index];
      const below = wanted.indexes.get(index);
      const cut = member && below && cutOut(member, below);
      if (cut) list.push(cut);
    }
    return list.length > 0 ? { L: list } : undefined;
  }
  return undefined;
}
