import { validation } from "../errors.ts";
import { applyUpdate } from "../expressions/apply-update.ts";
import { bindCondition } from "../expressions/bind-condition.ts";
import { bindUpdate } from "../expressions/bind-update.ts";
import { Bindings } from "../expressions/bindings.ts";
import type { Condition, SetValue, Update } from "../expressions/bound.ts";
import { matches } from "../expressions/evaluate.ts";
import type { Database } from "../state/database.ts";
import { checkIndexKeys, checkItemKeys, checkKey, type Location, locate } from "../state/schema.ts";
import type { Table } from "../state/table.ts";
import { type Attributes, typeOf } from "../values/attributes.ts";
import { attributesSize } from "../values/size.ts";
import { checkKeyPaths, conditionPaths } from "./key-paths.ts";

export const MAX_ITEM_BYTES = 400 * 1024;

export interface ConditionRequest {
  TableName: string;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Attributes;
  ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
}

/** The change that a write makes if its condition holds. */
export type Effect =
  | { effect: "put"; item: Attributes; size: number }
  | { effect: "delete" }
  | { effect: "update"; update: Update | undefined }
  | { effect: "check" };

/** A write with bound expressions. Tables and items have not been looked up yet. */
export interface WriteRequest {
  request: ConditionRequest;
  condition: Condition | undefined;
  effect: Effect;
  /** The item for a put, the key otherwise. */
  key: Attributes;
}

/** A write with its table, location and condition. */
export interface PlannedWrite {
  table: Table;
  location: Location;
  write: WriteRequest;
}

/** The outcome of a write evaluated on the stored item, before anything is changed. */
export interface Outcome {
  conditionHolds: boolean;
  before: Attributes | undefined;
  after: Attributes | undefined;
  size: number;
}

/**
 * Binds the update and condition expressions of a request, in the order in which AWS checks them.
 */
export function bindWrite(request: ConditionRequest & { UpdateExpression?: string }): {
  condition: Condition | undefined;
  update: Update | undefined;
} {
  const { UpdateExpression, ConditionExpression } = request;
  if (UpdateExpression === undefined && ConditionExpression === undefined) {
    return { condition: undefined, update: undefined };
  }
  const bindings = new Bindings(request);
  const update = UpdateExpression === undefined ? undefined : bindUpdate(UpdateExpression, bindings);
  const condition =
    ConditionExpression === undefined
      ? undefined
      : bindCondition("ConditionExpression", ConditionExpression, bindings);
  bindings.checkAllUsed();
  return { condition, update };
}

/** Finds the table and checks the keys against it. */
export function planWrite(database: Database, write: WriteRequest): PlannedWrite {
  const table = database.table(write.request.TableName);
  return placeWrite(table, write);
}

export function placeWrite(table: Table, write: WriteRequest): PlannedWrite {
  const { effect, key } = write;
  const indexes = table.indexes.map(({ schema }) => schema);
  if (effect.effect === "put") checkItemKeys(table.schema, indexes, key);
  else checkKey(table.schema, key);
  if (effect.effect === "update" && effect.update) checkUpdateKeys(table, effect.update);
  if (write.condition) checkKeyPaths(table, conditionPaths(write.condition));
  return { table, location: locate(table.schema, key), write };
}

/** Evaluates the condition and the effect on the stored item. Throws if the result is invalid. */
export function tryWrite({ table, location, write }: PlannedWrite): Outcome {
  const stored = table.find(location);
  const before = stored?.attributes;
  const { condition, effect, key } = write;
  if (condition && !matches(condition, before ?? {})) {
    return { conditionHolds: false, before, after: before, size: stored?.size ?? 0 };
  }
  switch (effect.effect) {
    case "put":
      return { conditionHolds: true, before, after: effect.item, size: effect.size };
    case "delete":
      return { conditionHolds: true, before, after: undefined, size: 0 };
    case "check":
      return { conditionHolds: true, before, after: before, size: stored?.size ?? 0 };
    case "update": {
      if (!before && effect.update && onlyRemoves(effect.update)) {
        return { conditionHolds: true, before, after: undefined, size: 0 };
      }
      const start = before ?? key;
      const after = effect.update ? applyUpdate(effect.update, start) : start;
      const size = attributesSize(after);
      if (size > MAX_ITEM_BYTES) {
        throw validation("Item size to update has exceeded the maximum allowed size");
      }
      if (effect.update) checkIndexed(table, effect.update, after);
      return { conditionHolds: true, before, after, size };
    }
  }
}

/**
 * An update that only removes creates no item. AWS says so of its legacy form: "DELETE - Causes
 * nothing to happen". Even a path into a missing map is no error then.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html
 */
function onlyRemoves({ set, add, remove, delete: deletions }: Update): boolean {
  return set.length + add.length === 0 && remove.length + deletions.length > 0;
}

function checkUpdateKeys(table: Table, update: Update): void {
  for (const name of table.keyNames) {
    if (update.paths.some((path) => path[0] === name)) {
      throw validation(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
    }
  }
  for (const { schema } of table.indexes) {
    for (const key of schema.range ? [schema.hash, schema.range] : [schema.hash]) {
      const actual = assignedType(update, key.name);
      if (actual === undefined || actual === key.type) continue;
      throw validation(
        `One or more parameter values were invalid: Type mismatch for Index Key ${key.name} Expected: ${key.type} Actual: ${actual} IndexName: ${schema.name}`,
      );
    }
  }
  checkKeyPaths(table, update.paths);
}

/** The type that an update gives an attribute, if the expression determines it. */
function assignedType(update: Update, name: string): string | undefined {
  const isName = ({ path }: { path: (string | number)[] }) => path.length === 1 && path[0] === name;
  const set = update.set.find(isName);
  if (set) return setType(set.value);
  const clause = update.add.find(isName) ?? update.delete.find(isName);
  return clause && typeOf(clause.value);
}

function setType(value: SetValue): string | undefined {
  switch (value.node) {
    case "value":
      return typeOf(value.value);
    case "arithmetic":
      return "N";
    case "list_append":
      return "L";
    case "if_not_exists":
      return setType(value.fallback);
    case "path":
      return undefined;
  }
}

/** Values copied from elsewhere in the item may be of a type that an index refuses. */
function checkIndexed(table: Table, update: Update, after: Attributes): void {
  const heads = new Set(update.paths.map((path) => path[0]));
  for (const { schema } of table.indexes) {
    for (const key of schema.range ? [schema.hash, schema.range] : [schema.hash]) {
      if (!heads.has(key.name)) continue;
      const value = Object.hasOwn(after, key.name) ? after[key.name] : undefined;
      if (value && !(key.type in value)) {
        throw validation(
          "The update expression attempted to update the secondary index key to unsupported type",
        );
      }
    }
    checkIndexKeys(schema, after);
  }
}
