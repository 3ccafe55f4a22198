import { AwsError } from "../../kernel/wire.ts";
import { validation } from "../errors.ts";
import {
  type Attributes,
  type AttributeValue,
  attribute,
  isSetType,
  members,
  type SetType,
  setAttribute,
  typeOf,
} from "../values/attributes.ts";
import { addNumbers } from "../values/decimal.ts";
import type { Path } from "./bindings.ts";
import type { SetValue, Update, UpdateOperand } from "./bound.ts";
import { valueAt } from "./evaluate.ts";

/** Returns the item after the update. `item` stays unchanged; untouched values are shared. */
export function applyUpdate(update: Update, item: Attributes): Attributes {
  try {
    return apply(update, item);
  } catch (error) {
    if (error instanceof TypeMismatch && update.typeMismatch) throw validation(update.typeMismatch);
    throw error;
  }
}

function apply(update: Update, item: Attributes): Attributes {
  const values = update.set.map(({ value }) => resolve(value, item));
  const draft = new Draft(item);
  for (const [index, { path }] of update.set.entries()) draft.set(path, values[index] as AttributeValue);
  for (const { path, value } of update.add) draft.set(path, addValues(valueAt(item, path), value));
  for (const { path, value } of update.delete) {
    const existing = valueAt(item, path);
    if (existing === undefined) {
      draft.checkParent(path);
      continue;
    }
    const left = withoutMembers(existing, value);
    if (left) draft.set(path, left);
    else draft.remove(path);
  }
  for (const path of update.remove) draft.remove(path);
  return draft.finish();
}

/** The operand's type does not fit the operation. */
class TypeMismatch extends AwsError {
  constructor() {
    super("ValidationException", "An operand in the update expression has an incorrect data type");
  }
}

function wrongType(): Error {
  return new TypeMismatch();
}

function resolve(value: SetValue, item: Attributes): AttributeValue {
  if (value.node !== "arithmetic") return resolveOperand(value, item);
  const left = resolveOperand(value.left, item);
  const right = resolveOperand(value.right, item);
  if (!("N" in left) || !("N" in right)) throw wrongType();
  return { N: addNumbers(left.N, right.N, value.operator === "-") };
}

function resolveOperand(operand: UpdateOperand, item: Attributes): AttributeValue {
  switch (operand.node) {
    case "value":
      return operand.value;
    case "path": {
      const value = valueAt(item, operand.path);
      if (value) return value;
      throw validation("The provided expression refers to an attribute that does not exist in the item");
    }
    case "if_not_exists":
      return valueAt(item, operand.path) ?? resolveOperand(operand.fallback, item);
    case "list_append": {
      const first = resolveOperand(operand.first, item);
      const second = resolveOperand(operand.second, item);
      if (!("L" in first) || !("L" in second)) throw wrongType();
      return { L: [...first.L, ...second.L] };
    }
  }
}

function addValues(existing: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (!existing) return value;
  if ("N" in existing && "N" in value) return { N: addNumbers(existing.N, value.N) };
  const type = typeOf(value);
  if (!isSetType(type) || typeOf(existing) !== type) throw wrongType();
  return setOf(type, [...new Set([...members(existing, type), ...members(value, type)])]);
}

/** Removes members from a set. Undefined when none remain, because sets are never empty. */
function withoutMembers(existing: AttributeValue, value: AttributeValue): AttributeValue | undefined {
  const type = typeOf(value);
  if (!isSetType(type) || typeOf(existing) !== type) throw wrongType();
  const removed = new Set(members(value, type));
  const left = members(existing, type).filter((member) => !removed.has(member));
  return left.length > 0 ? setOf(type, left) : undefined;
}

function setOf(type: SetType, content: string[]): AttributeValue {
  return type === "SS" ? { SS: content } : type === "NS" ? { NS: content } : { BS: content };
}

type List = { L: AttributeValue[] };
type Container = { M: Attributes } | List;

/** An item under change. A container is copied at the first change below it. */
class Draft {
  readonly #root: { M: Attributes };
  readonly #copied = new Set<AttributeValue>();
  /**
   * Indexes refer to the original lists. Elements beyond an end are appended, and gaps closed, at
   * the end of the update.
   */
  readonly #appended = new Map<List, Map<number, AttributeValue>>();
  readonly #removed = new Map<List, Set<number>>();

  constructor(item: Attributes) {
    this.#root = { M: { ...item } };
    this.#copied.add(this.#root);
  }

  set(path: Path, value: AttributeValue): void {
    const parent = this.#parent(path);
    const last = path.at(-1) as string | number;
    if (typeof last === "string" && "M" in parent) {
      setAttribute(parent.M, last, value);
    } else if (typeof last === "number" && "L" in parent) {
      if (last < parent.L.length) parent.L[last] = value;
      else entry(this.#appended, parent, () => new Map<number, AttributeValue>()).set(last, value);
    } else {
      throw invalidPath();
    }
  }

  remove(path: Path): void {
    const parent = this.#parent(path);
    const last = path.at(-1) as string | number;
    if (typeof last === "string" && "M" in parent) {
      delete parent.M[last];
    } else if (typeof last === "number" && "L" in parent) {
      entry(this.#removed, parent, () => new Set<number>()).add(last);
    } else {
      throw invalidPath();
    }
  }

  /** Refuses a path whose parent is missing or is not a container. */
  checkParent(path: Path): void {
    const parent = this.#parent(path);
    if ((typeof path.at(-1) === "number" ? "L" : "M") in parent) return;
    throw invalidPath();
  }

  finish(): Attributes {
    for (const [list, indexes] of this.#removed) list.L = list.L.filter((_, index) => !indexes.has(index));
    for (const [list, values] of this.#appended) {
      for (const [, value] of [...values].sort(([a], [b]) => a - b)) list.L.push(value);
    }
    return this.#root.M;
  }

  /** The container of a path's last element. It and its ancestors are copied into this draft. */
  #parent(path: Path): Container {
    let container: Container = this.#root;
    for (let depth = 0; depth < path.length - 1; depth += 1) {
      const element = path[depth] as string | number;
      const child: AttributeValue | undefined =
        typeof element === "number"
          ? "L" in container
            ? container.L[element]
            : undefined
          : "M" in container
            ? attribute(container.M, element)
            : undefined;
      if (!child || !("M" in child || "L" in child)) throw invalidPath();
      const owned = this.#own(child);
      if (typeof element === "number") (container as List).L[element] = owned;
      else setAttribute((container as { M: Attributes }).M, element, owned);
      container = owned;
    }
    return container;
  }

  #own(container: Container): Container {
    if (this.#copied.has(container)) return container;
    const copy = "M" in container ? { M: { ...container.M } } : { L: [...container.L] };
    this.#copied.add(copy);
    return copy;
  }
}

function entry<V>(map: Map<List, V>, list: List, create: () => V): V {
  let value = map.get(list);
  if (value === undefined) map.set(list, (value = create()));
  return value;
}

function invalidPath(): Error {
  return validation("The document path provided in the update expression is invalid for update");
}
