import { invalidParameter } from "../errors.ts";
import type { Update, UpdateOperand } from "../expressions/bound.ts";
import { type AttributeValue, isSetType, typeOf } from "../values/attributes.ts";
import { validateValue } from "../values/validate.ts";

export interface AttributeUpdatesRequest {
  AttributeUpdates?: Record<string, { Action?: string; Value?: AttributeValue }>;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html */
export function checkAttributeUpdates({ AttributeUpdates: updates = {} }: AttributeUpdatesRequest): void {
  for (const { Action: action, Value: value } of Object.values(updates)) {
    if (!value) {
      if (action === "DELETE") continue;
      throw invalidParameter("Only DELETE action is allowed when no attribute value is specified");
    }
    validateValue(value, 1);
    const type = typeOf(value);
    if (action === "DELETE" && !isSetType(type)) {
      throw invalidParameter(`DELETE action with value is not supported for the type ${type}`);
    }
    if (action === "ADD" && type !== "N" && type !== "L" && !isSetType(type)) {
      throw invalidParameter(`ADD action is not supported for the type ${type}`);
    }
  }
}

/** Converts the parameter to an update expression. */
export function updateOf({ AttributeUpdates: updates }: AttributeUpdatesRequest): Update | undefined {
  if (!updates) return undefined;
  const update: Update = {
    set: [],
    remove: [],
    add: [],
    delete: [],
    paths: [],
    typeMismatch: "Type mismatch for attribute to update",
  };
  for (const [name, { Action: action = "PUT", Value: value }] of Object.entries(updates)) {
    const path = [name];
    update.paths.push(path);
    if (!value) {
      update.remove.push(path);
    } else if (action === "ADD" && "L" in value) {
      const fallback: UpdateOperand = { node: "value", value: { L: [] } };
      const existing: UpdateOperand = { node: "if_not_exists", path, fallback };
      update.set.push({
        path,
        value: { node: "list_append", first: existing, second: { node: "value", value } },
      });
    } else if (action === "ADD") {
      update.add.push({ path, value });
    } else if (action === "DELETE") {
      update.delete.push({ path, value });
    } else {
      update.set.push({ path, value: { node: "value", value } });
    }
  }
  return update;
}
